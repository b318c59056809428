/** The engine's refusals as tRPC's, and nothing else of what went wrong inside. */
import { TRPCError, type TRPC_ERROR_CODE_KEY } from "@trpc/server";
import { z } from "zod";
import { isEngineError, type EngineError, type ErrorCode } from "@/core/errors";
import { toMemoryError } from "@/engine/memory";
import { isRedisAway } from "@/engine/redis-away";

const MAX_ISSUES = 5;
const REDIS_AWAY = "Redis does not answer. Check that it runs; this page goes on when it is back.";

/**
 * In a subscription the code decides what the browser does: it comes back after SERVICE_UNAVAILABLE and
 * INTERNAL_SERVER_ERROR, and gives up after the others.
 */
const CODES: { [code in ErrorCode]: TRPC_ERROR_CODE_KEY } = {
  WORKFLOW_INVALID: "BAD_REQUEST",
  RUN_NOT_FOUND: "NOT_FOUND",
  NODE_NOT_FOUND: "NOT_FOUND",
  QUEUE_NOT_FOUND: "NOT_FOUND",
  WORKFLOW_NOT_FOUND: "NOT_FOUND",
  REVISION_NOT_FOUND: "NOT_FOUND",
  WORKFLOW_REMOVED: "PRECONDITION_FAILED",
  WORKFLOW_EMPTY: "PRECONDITION_FAILED",
  TEMPLATE_INVALID: "BAD_REQUEST",
  NOT_RETRYABLE: "PRECONDITION_FAILED",
  NOT_SUCCEEDABLE: "PRECONDITION_FAILED",
  RESULT_INVALID: "BAD_REQUEST",
  CONFLICT: "CONFLICT",
  RUN_NOT_SETTLED: "PRECONDITION_FAILED",
  RUN_PINNED: "PRECONDITION_FAILED",
  FORMAT_UNKNOWN: "PRECONDITION_FAILED",
  ID_INVALID: "BAD_REQUEST",
  CURSOR_INVALID: "BAD_REQUEST",
  ARGUMENTS_INVALID: "BAD_REQUEST",
  TOO_LARGE: "PAYLOAD_TOO_LARGE",
  MEMORY_FULL: "SERVICE_UNAVAILABLE",
  REDIS_UNFIT: "SERVICE_UNAVAILABLE",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
};

/** What the browser may know of an error. An AbortError stays what it is: tRPC ends a stream on it in silence. */
export function toPublicError(error: unknown): Error {
  if (error instanceof TRPCError && error.cause === undefined) return error;
  if (isAbort(error)) return error;
  const cause = toMemoryError(error instanceof TRPCError ? (error.cause ?? error) : error);
  if (isEngineError(cause)) {
    return new TRPCError({ code: CODES[cause.code], message: cause.message, cause });
  }
  if (cause instanceof z.ZodError && error instanceof TRPCError && error.code === "BAD_REQUEST") {
    const issues = cause.issues.map(
      (issue) => `${issue.path.join(".") || "input"}: ${clauseOf(issue)}`,
    );
    const message = `The input does not fit. ${issues.slice(0, MAX_ISSUES).join("; ")}.`;
    return new TRPCError({ code: "BAD_REQUEST", message, cause });
  }
  if (cause instanceof SyntaxError && error instanceof TRPCError && error.code === "BAD_REQUEST") {
    const message = `The input is not JSON: ${cause.message}. Correct it, then send it again.`;
    return new TRPCError({ code: "BAD_REQUEST", message, cause });
  }
  // What tRPC itself refuses, for example a procedure that is none.
  if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return error;
  if (isRedisAway(cause)) {
    return new TRPCError({ code: "SERVICE_UNAVAILABLE", message: REDIS_AWAY, cause });
  }
  return new TRPCError({
    code: "INTERNAL_SERVER_ERROR",
    message: "Something went wrong in the server; its log says more. Try again.",
    cause: error,
  });
}

/** The engine's refusal behind an error, for its code and problems. */
export function engineErrorOf(error: TRPCError): EngineError | null {
  return isEngineError(error.cause) ? error.cause : null;
}

/**
 * A stream whose errors are public ones. It throws at its end, since a stream that returns is never taken
 * up again; but not when `signal` says that nobody reads it any more: what is thrown to nobody ends the process.
 */
export async function* publicStream<T>(
  source: AsyncIterable<T>,
  signal?: AbortSignal,
): AsyncGenerator<T, void> {
  try {
    yield* iterate(source);
  } catch (error) {
    if (signal?.aborted !== true) throw toPublicError(error);
  }
  if (signal?.aborted === true) return;
  throw new DOMException("The reader has gone.", "AbortError");
}

async function* iterate<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const item of source) yield item;
}

/** zod has many words for a value that is not there. */
function clauseOf({ message }: z.core.$ZodIssue): string {
  return message.endsWith("received undefined") ? "It is missing" : message;
}

function isAbort(error: unknown): error is Error {
  return error instanceof Error && error.name === "AbortError";
}
