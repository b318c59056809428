/** The two ways in that every case of the table takes: the library in code and the API over HTTP. */
import { StepFailure, type Espalier, type NodeHandle, type RunHandle } from "espalier";
import type { Json } from "@/core/node";
import type { NodeValue } from "@/core/task";
import type { NodeView, RunSummary } from "@/core/snapshot";
import type { Engine } from "@/engine/index";

/** A run and all its nodes at one moment; `cursor` is where its events go on. */
export interface Picture {
  run: RunSummary;
  nodes: NodeView[];
  cursor: string;
}

/** What a case asks of the product, whichever way it comes in. */
export interface Door extends Pick<
  Engine,
  "getNode" | "result" | "follow" | "revoke" | "retry" | "pause" | "resume"
> {
  getRun(runId: string): Promise<Picture>;
  /** Resolves when everything in the run is terminal. */
  wait(runId: string): Promise<void>;
  /** Answers the run's id. */
  submit(canvas: NodeValue): Promise<string>;
  /** The members of the root, or of what is reached from it by these places; without waiting for any. */
  members(runId: string, ...path: number[]): Promise<Members>;
}

/** Several nodes as if they were one: Celery's result set. */
export interface Members {
  ready: boolean;
  successful: boolean;
  failed: boolean;
  waiting: boolean;
  completedCount: number;
  /** In the order drawn; an error in the place of a value that there is not. */
  results: unknown[];
}

/** How long a case waits for what has to come. */
export const PATIENCE_MS = 12_000;

export const DOORS = ["in code", "over HTTP"] as const;
export type DoorName = (typeof DOORS)[number];

/** The library. What it has no word for (the history of a step, the stream of events) is the engine's. */
export function codeDoor(espalier: Espalier, engine: Engine): Door {
  async function through<T>(runId: string, ask: (run: RunHandle) => T | Promise<T>): Promise<T> {
    using run = await espalier.run(runId);
    return await ask(run);
  }
  return {
    submit: (canvas) => espalier.submit(canvas, { name: "case" }),
    getNode: (runId, nodeId) => engine.getNode(runId, nodeId),
    follow: (runId, cursor, signal) => engine.follow(runId, cursor, signal),
    getRun: async (runId) => {
      const { cursor } = await engine.getRun(runId);
      return through(runId, ({ summary, nodes }) => ({
        run: summary,
        nodes: nodes.map(({ view }) => view),
        cursor,
      }));
    },
    wait: (runId) => through(runId, (run) => run.wait({ timeoutMs: PATIENCE_MS })),
    result: (runId, nodeId) =>
      through(runId, (run) => outcomeOf(nodeId === undefined ? run : run.node(nodeId))),
    members: (runId, ...path) => through(runId, (run) => membersAt(run, path)),
    revoke: ({ runId, nodeId, ...options }) =>
      through(runId, (run) => (nodeId === undefined ? run : run.node(nodeId)).revoke(options)),
    retry: ({ runId, nodeId, ...options }) =>
      through(runId, (run) => (nodeId === undefined ? run : run.node(nodeId)).retry(options)),
    pause: (runId) => through(runId, (run) => run.pause()),
    resume: (runId) => through(runId, (run) => run.resume()),
  };
}

async function outcomeOf(node: NodeHandle) {
  const { state } = node;
  try {
    const value = (await node.get({ timeoutMs: PATIENCE_MS })) as Json;
    return { state, ready: node.ready, value };
  } catch (failure) {
    if (!(failure instanceof StepFailure)) throw failure;
    return { state, ready: node.ready, ...(failure.error ? { error: failure.error } : {}) };
  }
}

async function membersAt(run: RunHandle, path: number[]): Promise<Members> {
  let node: NodeHandle = run;
  for (const place of path) node = node.children[place]!;
  const { ready, successful, failed, waiting, completedCount } = node.children;
  const results = await node.children.join({ propagate: false });
  return { ready, successful, failed, waiting, completedCount, results };
}
