/** Real workers with isolated tasks: whatever ends a worker ends the processes of its steps. */
import { expect, it, vi } from "vitest";
import { step } from "@/testing/nodes";
import { startWorkerProcess } from "@/testing/worker-process";
import { testApp } from "@/testing/workers";
import { ISOLATED_TASKS } from "@/testing/isolated-tasks";

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it.each([
  ["SIGTERM", "iso.listens"],
  ["SIGTERM", "iso.busy"],
  ["SIGKILL", "iso.listens"],
  ["SIGKILL", "iso.busy"],
] as const)("a worker that ends by %s leaves no process of %s", async (signal, task) => {
  await using app = await testApp({ workers: 0, tasks: ISOLATED_TASKS });
  await using worker = startWorkerProcess({
    REDIS_URL: app.redis.url,
    ESPALIER_PREFIX: app.redis.prefix,
    ESPALIER_DATA_DIR: app.dataDir,
    WORKER_TASKS: "testing/isolated-tasks.ts",
  });
  const run = await app.submit(step("a", task));
  const shot = await run.until((each) => each.node("a").stateLabel !== undefined);
  const pid = Number(shot.node("a").stateLabel);
  expect(isAlive(pid)).toBe(true);

  worker.child.kill(signal);
  await worker.exited;
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
  expect((await run.look()).node("a")).toMatchObject({
    state: signal === "SIGTERM" ? "queued" : "running",
    attempt: 1,
  });
  await run.revoke(undefined, { terminate: true });
  await run.settled();
});
