import "server-only";
import { EnvironmentError } from "@/engine/env";
import { watchPeers } from "./access/peer";
import { closeEngine, engine } from "./engine";
import { serverEnv, type ServerEnv } from "./env";
import { log } from "./log";

// Next waits for every open connection; one that does not end must not keep the process.
const EXIT_AFTER_MS = 2_500;

const STARTED = Symbol.for("espalier.server-started");
const shared = globalThis as { [STARTED]?: true };

/** Checks the environment, guards the sockets and makes the end of the process an orderly one. */
export function startServer(): void {
  if (shared[STARTED]) return;
  shared[STARTED] = true;
  const { access } = envOrExit();
  watchPeers(access);
  // While no worker is there, expiries and lost jobs are still seen to.
  engine().lookAfterRuns();
  process.once("SIGTERM", stopServer);
  process.once("SIGINT", stopServer);
}

/** Streams first: Next closes its server only when they have ended, and browsers come back after it. */
function stopServer(): void {
  setTimeout(() => process.exit(0), EXIT_AFTER_MS).unref();
  closeEngine().catch((error: unknown) => log("warn", "The engine did not close in order", error));
}

function envOrExit(): ServerEnv {
  try {
    return serverEnv();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    // Next would log the error and go on serving.
    log("error", error.message);
    process.exit(1);
  }
}
