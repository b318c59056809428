/** Refusals that a caller can meet, each with a sentence that says what to do next. */
import type { Problem } from "./problem";
import type { SavedRevision } from "./saved";

export const ERROR_CODES = {
  WORKFLOW_INVALID: "The workflow has problems; they are listed.",
  RUN_NOT_FOUND: "There is no such run: it was removed, has expired, or the id is wrong.",
  NODE_NOT_FOUND: "The run has no such node.",
  QUEUE_NOT_FOUND: "There is no such queue.",
  WORKFLOW_NOT_FOUND: "There is no such workflow: it was deleted, or the id is wrong.",
  REVISION_NOT_FOUND: "The workflow has no such revision.",
  WORKFLOW_REMOVED: "The workflow was deleted. Bring it back first.",
  WORKFLOW_EMPTY: "This would replace a workflow by nothing.",
  TEMPLATE_INVALID: "The template is not sound.",
  NOT_RETRYABLE: "Nothing here can be retried in this state.",
  NOT_SUCCEEDABLE: "Only a step that has ended badly, or has not begun, is marked as succeeded.",
  RESULT_INVALID: "The value is not a result of the task.",
  CONFLICT: "Somebody else changed this at the same moment. Look again, then repeat.",
  RUN_NOT_SETTLED: "The run is still under way. Revoke it first.",
  RUN_PINNED: "The run is pinned. Unpin it first.",
  FORMAT_UNKNOWN: "Another version of Espalier has made this run.",
  ID_INVALID: "An id has 1 to 64 letters, digits, '-' or '_'.",
  CURSOR_INVALID: "The position in the event stream is not one that was given out.",
  ARGUMENTS_INVALID: "The arguments do not fit the task's parameters.",
  TOO_LARGE: "Over a limit.",
  MEMORY_FULL: "Redis is nearly full: new runs are refused while running ones finish.",
  REDIS_UNFIT: "This Redis cannot be used.",
  UNAVAILABLE: "Redis does not answer.",
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

/** The one error class of `core` and `engine`. `code` is one of {@link ERROR_CODES}. */
export class EngineError extends Error {
  readonly code: ErrorCode;
  readonly problems: Problem[];
  /** The newest revision, where a save came too late. */
  readonly newer: SavedRevision | null;
  constructor(
    code: ErrorCode,
    message?: string,
    options?: { problems?: Problem[]; newer?: SavedRevision; cause?: unknown },
  ) {
    super(
      message ?? ERROR_CODES[code],
      options?.cause === undefined ? {} : { cause: options.cause },
    );
    this.name = "EngineError";
    this.code = code;
    this.problems = options?.problems ?? [];
    this.newer = options?.newer ?? null;
  }
}

export function isEngineError(error: unknown): error is EngineError {
  return error instanceof Error && error.name === "EngineError" && "code" in error;
}
