/**
 * A trampoline takes the room of one step, however long it runs. As many iterations as are promised:
 * `TRAMPOLINE_ITERATIONS=100000 npx vitest run --project redis engine/trampoline-size`.
 */
import { expect, it } from "vitest";
import type { TestRun } from "@/testing/test-run";
import { step } from "@/testing/nodes";
import { testApp, type TestApp } from "@/testing/workers";
import { builtInTasks } from "@/worker/tasks";

const ITERATIONS = Number(process.env.TRAMPOLINE_ITERATIONS ?? 1600);

type Sizes = { [key: string]: number };

/** Bytes that Redis takes for each key of a run, and how many keys BullMQ has. */
async function sizesOf({ redis }: TestApp, run: TestRun): Promise<Sizes> {
  const { client, prefix } = redis;
  const sizes: Sizes = {};
  for (const key of await client.keys(`${prefix}:{${run.id}}*`)) {
    sizes[key.split(":").at(-1) ?? ""] = (await client.memory("USAGE", key, "SAMPLES", 0)) ?? 0;
  }
  return sizes;
}

/** Jobs that BullMQ still has. */
const jobsOf = ({ redis }: TestApp) => redis.client.keys(`{${redis.prefix}}:default:*.*`);

async function runOf(app: TestApp, iterations: number): Promise<TestRun> {
  const run = await app.submit(step("w", "flow.countdown", iterations));
  // Following each event would take longer than the iterations do.
  await expect
    .poll(() => app.engine.getSummary(run.id), { timeout: 3_600_000, interval: 50 })
    .toMatchObject({ settled: true, state: "succeeded" });
  expect((await run.look()).node("w").iteration).toBe(iterations);
  return run;
}

it("takes the same room for four times as many iterations", { timeout: 3_600_000 }, async () => {
  await using app = await testApp({ tasks: builtInTasks({ filesRoot: "." }) });
  const few = await sizesOf(app, await runOf(app, ITERATIONS / 4));
  const many = await sizesOf(app, await runOf(app, ITERATIONS));
  const { events: fewEvents = 0, ...fewRest } = few;
  const { events: manyEvents = 0, ...manyRest } = many;
  // A number with more digits may cross the boundary of a block of memory.
  for (const [key, bytes] of Object.entries(manyRest)) {
    expect(bytes - (fewRest[key] ?? 0), key).toBeLessThanOrEqual(32);
  }
  // The stream is cut block by block, so it breathes.
  expect(manyEvents).toBeLessThan(fewEvents * 1.15);
  expect(await jobsOf(app)).toEqual([]);
});
