/** What is held of a run beside the model: every step, what it received, and at the end counts and events. */
import type { Json } from "@/core/node";
import { applyEvents, createRunView, snapshotOf, type RunView } from "@/core/run-view";
import type { NodeView } from "@/core/snapshot";
import { readEventPage, rowOf, toRunEvent } from "@/engine/event-log";
import type { Model } from "../model/model";
import type { ModelInput } from "../model/signals";
import { compareStates } from "./compare";
import type { EngineRun } from "./engine-run";

/** Every step is what the model says. */
export async function checkStates(run: EngineRun, model: Model): Promise<void> {
  const differences = compareStates(await run.read(), model.evaluate());
  if (differences.length > 0) throw new Error(differences.join("\n"));
}

/** What a step received is what the model says. */
export function checkInput(
  model: Model,
  id: string,
  { input, received }: { input: ModelInput; received: { value: Json } | undefined },
): void {
  const got = JSON.stringify(received?.value);
  const node = model.nodes().find((one) => one.id === id);
  if (node?.kind === "task" && node.immutable) {
    if (received) throw new Error(`${id} is immutable and received ${got}`);
  } else if (input.kind === "nothing") {
    if (received) throw new Error(`${id} received ${got}, the model says nothing`);
  } else if (input.kind === "value") {
    const isOver = node?.kind === "map" && node.over !== undefined;
    const wanted = JSON.stringify(input.value);
    if (!isOver && got !== wanted)
      throw new Error(`${id} received ${got}, the model says ${wanted}`);
  } else {
    const named = (received?.value as { nodeId?: string } | undefined)?.nodeId ?? "nobody";
    if (!input.nodeIds.includes(named)) {
      throw new Error(
        `${id} received the failure of ${named}, the model says of ${input.nodeIds.join(" or ")}`,
      );
    }
  }
}

/** The run knows that it is settled, its counts are right, and its events tell the same as its records. */
export async function checkSettled(of: EngineRun): Promise<void> {
  const run = await of.read();
  if (!run.summary.settled)
    throw new Error(`The run is not settled: ${JSON.stringify(run.summary)}`);
  const snapshot = snapshotOf(await of.view());
  const { state } = await of.summary();
  if (snapshot.run.state !== state) {
    throw new Error(`The run is ${state}, its nodes make ${snapshot.run.state}`);
  }
  await checkEvents(of);
}

async function checkEvents(of: EngineRun): Promise<void> {
  const told = statesOf(snapshotOf(await applyEventsOf(of)).nodes);
  const stored = statesOf(snapshotOf(await of.view()).nodes);
  if (told !== stored) throw new Error(`Events and records differ:\n${told}\n${stored}`);
}

/** The view of a run, of nothing but its events. */
export async function applyEventsOf(of: EngineRun): Promise<RunView> {
  const { redis, keys } = of.services;
  const run = await of.read();
  const page = await readEventPage(redis, keys, { runId: of.runId, afterSeq: 0, limit: 100_000 });
  const events = (page?.events ?? []).flatMap((raw) => toRunEvent(raw, run.index) ?? []);
  const folded = createRunView({
    run: { ...run.summary, paused: false, revoked: false },
    rows: run.index.nodes.map(rowOf),
    seq: 0,
    gen: run.gen,
  });
  applyEvents(folded, events);
  return folded;
}

function statesOf(nodes: readonly NodeView[]): string {
  return nodes
    .map(({ id, state, settled, epoch, ...node }) =>
      [id, state, settled, epoch, node.queuedAt, node.startedAt, node.attemptStartedAt].join(":"),
    )
    .toSorted()
    .join(" ");
}
