import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestApp } from "../workers";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A worker as a process, for the tests' tasks; `kill` is `kill -9` and resolves when it is gone. */
export function startKillableWorker(app: TestApp, options: { openGates: string[] }) {
  const { dataDir, redis } = app;
  const orders = { redisUrl: redis.url, prefix: redis.prefix, dataDir, ...options };
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "testing/cases/worker-process.ts", JSON.stringify(orders)],
    { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] },
  );
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  return { kill, [Symbol.asyncDispose]: kill };
}
