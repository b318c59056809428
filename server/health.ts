import "server-only";
import { isEngineError } from "@/core/errors";
import { engine } from "./engine";
import { log } from "./log";

const PATIENCE_MS = 2_000;

// Whoever asks often asks Redis once.
let underWay: Promise<Finding> | undefined;

/**
 * 200 when Redis answers and the scripts are loaded, 503 with the reason when not. For everybody: no secrets.
 * A Redis that is nearly full is well, and takes no new runs: it says so.
 */
export async function health(): Promise<Response> {
  underWay ??= find().finally(() => {
    underWay = undefined;
  });
  const finding = await underWay;
  const body =
    "reason" in finding ? { status: "unavailable", ...finding } : { status: "ok", ...finding };
  return Response.json(body, {
    status: "reason" in finding ? 503 : 200,
    headers: { "cache-control": "no-store" },
  });
}

type Finding = { reason: string } | { acceptsRuns: boolean };

async function find(): Promise<Finding> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatience = new Promise<Finding>((resolve) => {
    const reason = `Redis did not answer within ${PATIENCE_MS / 1000} seconds.`;
    timer = setTimeout(() => resolve({ reason }), PATIENCE_MS);
  });
  return Promise.race([check(), impatience]).finally(() => clearTimeout(timer));
}

async function check(): Promise<Finding> {
  try {
    await engine().check();
    return { acceptsRuns: !(await engine().memory()).refusesRuns };
  } catch (error) {
    return { reason: toReason(error) };
  }
}

function toReason(error: unknown): string {
  if (isEngineError(error)) return error.message;
  // Messages of other errors may hold addresses and passwords.
  log("error", "The health check failed", error);
  return "The check failed; the server's log says why.";
}
