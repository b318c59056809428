/** Workers of two versions share the runs of both: each run comes to the end that the slow model gives it, and to no other. */
import { expect, it, vi } from "vitest";
import type { Signature, Workflow } from "@/core/node";
import { FORMATS } from "@/engine/format";
import { createServices } from "@/engine/services";
import { readRun } from "@/engine/snapshots";
import { submit } from "@/engine/submit";
import { compareStates } from "../driver/compare";
import { until } from "../faults/until";
import { createModel, type Model } from "../model/model";
import type { ModelInput } from "../model/signals";
import { createRandom, type Random } from "../random";
import { randomWorkflow } from "../random-workflow";
import { TIMINGS } from "../timings";
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
  await using present = worker(app, "worker/index.ts");
  await using newer = worker(app, "testing/upgrade/newer-worker.ts");
  await using older = CHECKOUT ? worker(app, "worker/index.ts", CHECKOUT) : undefined;
  await Promise.all([present, newer, older].map((each) => each?.says("Ready")));

  const { prefix, client } = app.redis;
  const formats = { ...FORMATS, newest: FORMATS.newest + 1 };
  const later = createServices(client, { prefix, timings: TIMINGS }, { formats });
  const random = createRandom(SEED);
  const runs = Array.from({ length: RUNS }, (_, i) => ({
    runId: `mixed-${i}`,
    workflow: drawn(random),
    // Every third as the later version submits it.
    services: i % 3 === 0 ? later : app.services,
  }));
  for (const { services, ...run } of runs) await submit(services, run);

  const failed: string[] = [];
  for (const { runId, workflow } of runs) {
    const isSettled = async () =>
      (await client.hget(app.services.keys.runKey(runId, "run"), "settled")) === "1";
    await until(isSettled, {
      otherwise: () => `${runId} does not end\n${present.said()}\n${newer.said()}`,
    });
    const run = await readRun(later, runId);
    expect(compareStates(run, endOf(workflow).evaluate()), runId).toEqual([]);
    for (const { er } of run.records.values()) {
      if (er === undefined) continue;
      failed.push(runId);
      // A task that is meant to fail, or a map over what is no list.
      expect(er, runId).toMatch(/"by design"|"MAP_INPUT"/);
    }
  }
  const count = new Set(failed).size;
  console.log(`${RUNS} runs, in ${count} of them steps failed, all by design`);
  expect(count).toBeGreaterThan(0);
  await later.commands.removeRun("mixed-0");
});
