import "server-only";
import { isEngineError } from "@/core/errors";
import { engine } from "./engine";
import { log } from "./log";

const PATIENCE_MS = 2_000;

// Whoever asks often asks Redis once.
let underWay: Promise<string | null> | undefined;

/** 200 when Redis answers and the scripts are loaded, 503 with the reason when not. For everybody: no secrets. */
export async function health(): Promise<Response> {
  underWay ??= findReason().finally(() => {
    underWay = undefined;
  });
  const reason = await underWay;
  const body = reason === null ? { status: "ok" } : { status: "unavailable", reason };
  return Response.json(body, {
    status: reason === null ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}

async function findReason(): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatience = new Promise<string>((resolve) => {
    timer = setTimeout(
      () => resolve(`Redis did not answer within ${PATIENCE_MS / 1000} seconds.`),
      PATIENCE_MS,
    );
  });
  const check = Promise.resolve()
    .then(() => engine().check())
    .then(() => null, toReason);
  return Promise.race([check, impatience]).finally(() => clearTimeout(timer));
}

function toReason(error: unknown): string {
  if (isEngineError(error)) return error.message;
  // Messages of other errors may hold addresses and passwords.
  log("error", "The health check failed", error);
  return "The check failed; the server's log says why.";
}
