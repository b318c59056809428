/** Workers of two versions share the runs of both: each run comes to the end that the slow model gives it, and to no other. */
import { expect, it, vi } from "vitest";
import type { Signature, Workflow } from "@/core/node";
import { FORMATS } from "@/engine/format";
import { readRun } from "@/engine/snapshots";
import { builtInTasks } from "@/worker/tasks";
import { compareStates } from "../driver/compare";
import { until } from "../faults/until";
import { createModel, type Model } from "../model/model";
import type { ModelInput } from "../model/signals";
import { createRandom, type Random } from "../random";
import { randomWorkflow } from "../random-workflow";
import { startWorkerProcess } from "../worker-process";
import { testApp, type TestApp } from "../workers";

vi.setConfig({ testTimeout: 120_000 });

/** Another checkout with its packages, for instance of the last release: one of its workers takes part. */
const CHECKOUT = process.env.MIXED_CHECKOUT;
const RUNS = Number(process.env.MIXED_RUNS ?? 40);
const SEED = Number(process.env.MIXED_SEED ?? Math.floor(Math.random() * 1e9));

/** A random workflow of which some steps fail by design: they are of `flow.fail`. */
function drawn(random: Random): Workflow {
  const workflow = randomWorkflow(random, { maxNodes: 15, maxDepth: 5 });
  return JSON.parse(JSON.stringify(workflow), (_, value: unknown) => {
    const node = value as Partial<Signature> | null;
    if (node?.kind !== "task" || !random.chance(0.06)) return value;
    return { ...node, task: "flow.fail", args: ["by design"], immutable: true };
  }) as Workflow;
}

/** What a run comes to when nothing goes wrong but what is meant to. */
function endOf(workflow: Workflow): Model {
  const model = createModel(workflow);
  const next = () =>
    model.nodes().find((node) => {
      const isClaimed = node.kind === "task" || node.kind === "map";
      return isClaimed && model.ready().includes(node.id ?? "");
    });
  for (let node = next(); node; node = next()) {
    const id = node.id ?? "";
    if (node.kind === "map") model.unfold(id);
    if (node.kind !== "task") continue;
    const input = model.claim(id);
    if (node.task === "flow.fail") model.finish(id, { kind: "failed" });
    else model.finish(id, { kind: "succeeded", value: echoOf(node, input) });
  }
  return model;
}

function echoOf(node: Signature, input: ModelInput) {
  if (input.kind === "value" && !node.immutable) return input.value;
  // What it is exactly matters to nobody but a map, for which it is no list.
  if (input.kind === "failure" && !node.immutable) return { failed: true };
  return node.args?.[0] ?? null;
}

const worker = ({ redis, dataDir }: TestApp, program: string, folder?: string) =>
  startWorkerProcess(
    { REDIS_URL: redis.url, ESPALIER_PREFIX: redis.prefix, ESPALIER_DATA_DIR: dataDir },
    [program],
    folder,
  );

it(`ends as the model says, failed where a task fails by design and nowhere else (MIXED_SEED=${SEED})`, async () => {
  await using app = await testApp({ workers: 0 });
  // As workers do: of tasks that nobody has offered yet there are no runs.
  const tasks = builtInTasks({ filesRoot: app.dataDir });
  await app.services.registry.announceTasks(tasks.map(({ info }) => info));
  const { client } = app.redis;
  const keyOf = (runId: string) => app.services.keys.runKey(runId, "run");
  const random = createRandom(SEED);
  const runs = Array.from({ length: RUNS }, (_, i) => ({
    runId: `mixed-${i}`,
    workflow: drawn(random),
  }));
  for (const [i, run] of runs.entries()) {
    await app.engine.submit(run);
    // Every third as the later version would store it, before anybody could begin it as one of its own.
    if (i % 3 > 0) continue;
    await client.hset(keyOf(run.runId), "format", FORMATS.newest + 1);
  }
  await using present = worker(app, "worker/index.ts");
  await using newer = worker(app, "testing/upgrade/newer-worker.ts");
  await using older = CHECKOUT ? worker(app, "worker/index.ts", CHECKOUT) : undefined;
  for (const each of [present, newer, older]) await each?.says("Ready");

  const failed: string[] = [];
  for (const [i, { runId, workflow }] of runs.entries()) {
    const key = keyOf(runId);
    await until(async () => (await client.hget(key, "settled")) === "1", {
      otherwise: () => `${runId} does not end\n${present.said()}\n${newer.said()}`,
    });
    if (i % 3 === 0) {
      // It was left to those of its version to the end. What it came to is read as if it were of this one.
      await expect(app.engine.remove(runId)).rejects.toMatchObject({ code: "FORMAT_UNKNOWN" });
      await client.hset(key, "format", FORMATS.newest);
    }
    const run = await readRun(app.services, runId);
    expect(compareStates(run, endOf(workflow).evaluate()), runId).toEqual([]);
    for (const { er } of run.records.values()) {
      if (er === undefined) continue;
      failed.push(runId);
      // A task that is meant to fail, or a map over what is no list.
      expect(er, runId).toMatch(/"by design"|"MAP_INPUT"/);
    }
  }
  const count = new Set(failed).size;
  process.stdout.write(`${RUNS} runs, in ${count} of them steps failed, all by design\n`);
  expect(count).toBeGreaterThan(0);
});
