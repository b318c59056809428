/** The end of the process: in order, within a bound, with a reason. */
import type { Engine, EngineWorker } from "@/engine/port";
import { log } from "./log";

const GRACE_MS = 2_000;
// Handing back needs Redis; a Redis that does not answer must not keep the process.
const FORCE_AFTER_MS = 4_500;
// Ctrl-C reaches the whole group, and who started us passes it on: that is one wish, not two.
const SAME_WISH_MS = 1_000;

/** Closes on SIGTERM, SIGINT and when the process that started this one is gone. A second signal, later, forces. */
export function closeOnSignals(worker: EngineWorker, engine: Engine): void {
  let closingSince: number | null = null;
  const close = (reason: string, exitCode = 0) => {
    if (closingSince !== null) {
      if (performance.now() - closingSince < SAME_WISH_MS) return;
      log("warn", `${reason}: stopping at once. Others take the steps over when their lease ends.`);
      process.exit(1);
    }
    closingSince = performance.now();
    log("info", `${reason}: handing running steps back.`);
    setTimeout(() => {
      log("warn", "Closing took too long. Others take the steps over when their lease ends.");
      process.exit(1);
    }, FORCE_AFTER_MS).unref();
    void closeInOrder(worker, engine).then((inOrder) => process.exit(inOrder ? exitCode : 1));
  };

  process.on("SIGTERM", () => close("SIGTERM"));
  process.on("SIGINT", () => close("SIGINT"));
  process.on("disconnect", () => close("The starting process is gone"));
  process.on("uncaughtException", (error) => {
    log("error", "An error that nobody caught, so this process cannot be trusted any more:", error);
    close("Uncaught error", 1);
  });
  // Mostly a promise that a task's handler started and did not wait for: its step has its outcome already.
  process.on("unhandledRejection", (reason) => {
    log("error", "A promise that nobody waits for has failed; await it in the task:", reason);
  });
}

/** First the steps, so that another worker goes on with them; then what they were reported over. */
async function closeInOrder(worker: EngineWorker, engine: Engine): Promise<boolean> {
  try {
    await worker.close({ graceMs: GRACE_MS });
    await engine.close();
    log("info", "Stopped.");
    return true;
  } catch (error) {
    log("error", "Closing failed:", error);
    return false;
  }
}
