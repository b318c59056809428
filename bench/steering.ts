/**
 * What a person waits for: the acknowledgement of a revoke and of a retry of 10,000 nodes; and how many
 * iterations of a trampoline come by in a second, each through the queue.
 */
import { callOf, group } from "@/library";
import { withEngine, withIdleEngine } from "./lib/engine";
import { withBenchRedis } from "./lib/redis";
import { printMachine, printRows } from "./lib/report";
import { median } from "./lib/stats";

const COUNT = 10_000;
const ITERATIONS = 2_000;
const ROUNDS = 5;
const TARGET_MS = 200;

async function timed(call: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await call();
  return performance.now() - from;
}

printMachine(["bullmq", "ioredis"]);
await withBenchRedis(async (redis) => {
  const revokes: number[] = [];
  const retries: number[] = [];
  const root = group(...Array.from({ length: COUNT }, (_, i) => callOf("math.add", [i, i]))).node;
  for (let round = 0; round < ROUNDS; round += 1) {
    await withIdleEngine(redis, async ({ engine, submit, settled }) => {
      const runId = await submit(root);
      revokes.push(await timed(() => engine.revoke({ runId })));
      // All of it is worked off.
      await settled(runId);
      retries.push(await timed(() => engine.retry({ runId, scope: "failed" })));
    });
  }
  const trampoline = await withEngine(redis, ({ run }) =>
    run(callOf("flow.countdown", [ITERATIONS]).node),
  );
  printRows([
    {
      what: `Revoke of ${COUNT} queued nodes, acknowledged`,
      value: median(revokes),
      target: TARGET_MS,
    },
    {
      what: `Retry of ${COUNT} revoked nodes, acknowledged`,
      value: median(retries),
      target: TARGET_MS,
    },
    {
      what: `Trampoline of ${ITERATIONS}`,
      value: (ITERATIONS / trampoline.processingMs) * 1000,
      unit: "iterations/s",
    },
  ]);
});
process.exit(0);
