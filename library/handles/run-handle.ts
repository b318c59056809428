/** A whole run: its root, and everything else in it by id. */
import type { RunSummary } from "@/core/snapshot";
import type { RunState } from "@/core/states";
import type { Engine } from "@/engine/port";
import { NodeHandle, type SteeredRun } from "./node-handle";
import type { RevokeCounts } from "./node-set";
import { OutcomeReader } from "./outcome-reader";
import { nodeIn, Results } from "./results";
import { closedError, RunWatch } from "./run-watch";

type RunEngine = Pick<
  Engine,
  "getRun" | "follow" | "outcomes" | "revoke" | "retry" | "succeed" | "pause" | "resume"
>;

/**
 * A handle of a run, which is at the same time the handle of its root: `get` gives the root's result,
 * `children` are the root's. `ready` and `state` are those of the run: they count the root's callbacks in.
 *
 * One subscription serves it and all handles of its nodes. It ends when the run has settled, and with `close`;
 * what was known stays. A retry through a handle begins it again.
 */
export class RunHandle<R = unknown> extends NodeHandle<R> implements Disposable {
  readonly #engine: RunEngine;
  readonly #run: SteeredRun;

  /** Opened by {@link openRun}. */
  constructor(engine: RunEngine, run: SteeredRun) {
    super(run, run.watch.view.run.rootId);
    this.#engine = engine;
    this.#run = run;
  }

  /** Name, times, counts of steps by state. Replaced when something changes, and never changed. */
  get summary(): RunSummary {
    return this.#run.watch.view.run;
  }

  override get state(): RunState {
    return this.summary.state;
  }

  override get ready(): boolean {
    return this.summary.settled;
  }

  /** Nothing new starts; see `pause`. */
  get paused(): boolean {
    return this.summary.paused;
  }

  /** The handle of a node, also of a callback and of a tree's root. @throws EngineError NODE_NOT_FOUND */
  node(nodeId: string): NodeHandle {
    return this.#run.handleOf(nodeIn(this.#run.watch.view, nodeId).id);
  }

  /** All nodes there are now, in the order drawn, parents before their members. */
  get nodes(): NodeHandle[] {
    return [...this.#run.watch.view.nodes.keys()].map((nodeId) => this.#run.handleOf(nodeId));
  }

  /** Nothing new starts until `resume`; what runs ends. */
  async pause(): Promise<void> {
    await this.#engine.pause(this.runId);
    await this.#run.watch.refresh();
  }

  async resume(): Promise<void> {
    await this.#engine.resume(this.runId);
    await this.#run.watch.refresh();
  }

  /** Stops following the run, which goes on; whoever waits is told so. */
  close(): void {
    this.#run.watch.close(closedError("handle"));
  }

  [Symbol.dispose](): void {
    this.close();
  }

  protected override get target(): undefined {
    return undefined;
  }
}

/**
 * Opens a run. `connection` aborts when it is closed.
 *
 * @throws EngineError RUN_NOT_FOUND
 */
export async function openRun<R>(
  engine: RunEngine,
  runId: string,
  connection: AbortSignal,
): Promise<RunHandle<R>> {
  const watch = await RunWatch.open(engine, runId, connection);
  return new RunHandle<R>(engine, steer(engine, watch));
}

/** What the handles of a run share. After each move of theirs they look anew: the old state must not answer. */
function steer(engine: RunEngine, watch: RunWatch): SteeredRun {
  const { runId } = watch;
  const handles = new Map<string, NodeHandle>();
  const targetOf = (nodeId: string | undefined) => (nodeId === undefined ? {} : { nodeId });
  const run: SteeredRun = {
    watch,
    results: new Results(watch, new OutcomeReader(engine, watch)),
    handleOf(nodeId) {
      const handle = handles.get(nodeId) ?? new NodeHandle(run, nodeId);
      handles.set(nodeId, handle);
      return handle;
    },
    async revoke(nodeIds, terminate) {
      const named = nodeIds.filter((nodeId) => nodeId !== undefined);
      const isWhole = named.length < nodeIds.length;
      const counts: RevokeCounts = await engine.revoke({
        ...{ runId, terminate },
        ...(isWhole ? {} : { nodeIds: named }),
      });
      await watch.refresh();
      return counts;
    },
    async retry(nodeId, { scope = "failed", ...options }) {
      const answer = await engine.retry({ runId, scope, ...targetOf(nodeId), ...options });
      if (options.dryRun !== true) await watch.refresh();
      return answer;
    },
    async succeed(nodeId, value, options) {
      const answer = await engine.succeed({ runId, nodeId, value, ...options });
      if (options.dryRun !== true) await watch.refresh();
      return answer;
    },
  };
  return run;
}
