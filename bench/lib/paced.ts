/**
 * Runs whose steps end at a given rate of events, in a worker of the benchmark's own: real claims, real
 * ends, real events, only that handlers wait for their turn. When each handler ended stands in `ended`,
 * by the clock of this machine.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { WorkflowNode } from "@/core/node";
import { createEngine } from "@/engine/index";
import { defineTask } from "espalier";
import type { BenchRedis } from "./redis";

/** Served by no other worker. */
export const QUEUE = "bench";
export const TASK = "bench.turn";

const CONCURRENCY = 100;
const TICK_MS = 10;
/** Queued, running, succeeded; corrected by what is counted. */
const EVENTS_A_STEP = 3;

export interface PacedRun {
  runId: string;
  /** By node: when its handler ended, milliseconds since 1970. */
  ended: ReadonlyMap<string, number>;
  /** How many events it has had. */
  events: () => Promise<number>;
  /** From now on steps end. */
  begin: () => void;
}

export type Pacing = (
  name: string,
  root: WorkflowNode,
  use: (run: PacedRun) => Promise<void>,
) => Promise<void>;

/** Gives `use` a function that submits a run and lets it go on by `rate` events a second, once asked to, while it is looked at. */
export async function withPacedRuns(
  { url, client }: BenchRedis,
  rate: number,
  use: (paced: Pacing) => Promise<void>,
): Promise<void> {
  const turns: (() => void)[] = [];
  const ended = new Map<string, number>();
  const turn = defineTask({
    name: TASK,
    description: "Ends when it is its turn.",
    params: {},
    result: z.null(),
    run: async (_args, { stepId, signal }) => {
      await new Promise<void>((resolve) => {
        turns.push(resolve);
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      ended.set(stepId, Date.now());
      return null;
    },
  });
  const dataDir = mkdtempSync(path.join(tmpdir(), "espalier-bench-data-"));
  const engine = createEngine({ redisUrl: url });
  const worker = await engine.work({
    tasks: [turn],
    queues: [QUEUE],
    concurrency: CONCURRENCY,
    dataDir,
  });
  const paced: Pacing = async (name, root, look) => {
    ended.clear();
    const { runId } = await engine.submit({ workflow: { version: 1, name, root } });
    const events = async () => Number(await client.hget(`espalier:{${runId}}:run`, "seq"));
    let stop: (() => void) | undefined;
    const begin = () => {
      stop ??= pace({ turns, rate, events });
    };
    try {
      await look({ runId, ended, events, begin });
    } finally {
      stop?.();
      await engine.revoke({ runId });
      for (const resolve of turns.splice(0)) resolve();
    }
  };
  try {
    await use(paced);
  } finally {
    await worker.close({ graceMs: 500 });
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Pace {
  turns: (() => void)[];
  rate: number;
  events: () => Promise<number>;
}

/** Gives so many turns that `rate` events come of them. Answers how to stop. */
function pace({ turns, rate, events }: Pace): () => void {
  let given = 0;
  let perStep = EVENTS_A_STEP;
  let due = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    due += ((now - last) / 1000) * (rate / perStep);
    last = now;
    for (; due >= 1 && turns.length > 0; due -= 1) {
      turns.shift()?.();
      given += 1;
    }
    // What could not be given because nobody waited is not made up for by a flood.
    due = Math.min(due, 5);
  }, TICK_MS);
  let before = { given: 0, events: 0 };
  const measure = setInterval(() => {
    void events().then((count) => {
      const now = { given, events: count };
      const steps = now.given - before.given;
      if (before.events > 0 && steps > 20)
        perStep = Math.min(6, Math.max(1, (now.events - before.events) / steps));
      before = now;
    });
  }, 1_000);
  return () => {
    clearInterval(timer);
    clearInterval(measure);
  };
}

const task = (id: string): WorkflowNode => ({
  kind: "task",
  id,
  task: TASK,
  options: { queue: QUEUE },
  immutable: true,
});

/** As many tasks at the same time: one stack of cells. */
export function wideRun(count: number): WorkflowNode {
  const children = Array.from({ length: count }, (_, index) => task(`t${index}`));
  return { kind: "group", id: "all", name: `${count} at once`, children };
}

/** Lanes side by side, each a chain of groups that are just not folded: every node is a box of its own. */
export function drawnRun(lanes: number, groups: number): WorkflowNode {
  const group = (id: string): WorkflowNode => ({
    kind: "group",
    id,
    children: Array.from({ length: 24 }, (_, index) => task(`${id}-${index}`)),
  });
  const lane = (id: string): WorkflowNode => ({
    kind: "chain",
    id,
    name: `Lane ${id}`,
    children: Array.from({ length: groups }, (_, index) => group(`${id}-${index}`)),
  });
  const children = Array.from({ length: lanes }, (_, index) => lane(`l${index}`));
  return { kind: "group", id: "all", name: "Lanes", children };
}
