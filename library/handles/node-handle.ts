/** One node of a run: what is so, what it gave, and what may be done about it. */
import type { Json } from "@/core/node";
import type { RunView } from "@/core/run-view";
import type { NodeView } from "@/core/snapshot";
import type { RetryAnswer, RetryInput, SucceedInput } from "@/engine/port";
import { NodeSet, type Finished, type JoinOptions, type RevokeCounts } from "./node-set";
import type { NodeSetSource, RunAccess } from "./node-set";
import { nodeIn } from "./results";
import { Wait, type WaitOptions } from "./wait";

/** How a retry is asked for. `scope` is "failed" unless given. */
export type RetryOptions = Partial<Omit<RetryInput, "runId" | "nodeId">>;

export type SucceedOptions = Pick<SucceedInput, "note" | "dryRun">;

/** What handles ask of a run besides looking at it. */
export interface SteeredRun extends RunAccess {
  retry(nodeId: string | undefined, options: RetryOptions): Promise<RetryAnswer>;
  succeed(nodeId: string, value: Json, options: SucceedOptions): Promise<RetryAnswer>;
}

/** What stands inside a node; a tree's root stands for the tree itself. */
const INSIDE = ["header", "body", "child"] as const satisfies NodeSetSource["roles"];

/**
 * A handle of one node. What it tells (`ready`, `state`, …) is what the run's one subscription has heard by
 * now: looking costs nothing, and awaiting `get`, `join` or `iterate` is how to wait for more.
 *
 * `R` is the type of the node's result.
 */
export class NodeHandle<R = unknown> {
  readonly nodeId: string;
  readonly #run: SteeredRun;
  readonly #sets = new Map<string, { set: NodeSet; view: RunView; structure: number }>();

  constructor(run: SteeredRun, nodeId: string) {
    this.#run = run;
    this.nodeId = nodeId;
  }

  get runId(): string {
    return this.#run.watch.runId;
  }

  /**
   * All that is known of the node: `kind`, `task`, `label`, `stateLabel`, `attempt`, `completedSteps` of
   * `totalSteps`, times, `error` in brief. Replaced when something changes, and never changed.
   *
   * @throws EngineError NODE_NOT_FOUND when it was born at run time and its parent runs anew
   */
  get view(): NodeView {
    return nodeIn(this.#run.watch.view, this.nodeId);
  }

  get state(): NodeView["state"] {
    return this.view.state;
  }

  /** It, and everything inside it, is terminal. */
  get ready(): boolean {
    return this.view.settled;
  }

  /** It, and everything in it that has to, succeeded. */
  get successful(): boolean {
    return this.ready && this.state === "succeeded";
  }

  /** It failed, or anything in it that is not optional did: at once, also while the rest still runs. */
  get failed(): boolean {
    return this.state === "failed";
  }

  /** It, or anything inside it, is not terminal. */
  get waiting(): boolean {
    return !this.ready;
  }

  /** How many of its children succeeded; of a step without children 1 when it did itself. */
  get completedCount(): number {
    return this.#members().completedCount;
  }

  /**
   * The nodes inside it in the order drawn: of a chain and a group their children, of a chord its header and
   * then its body, of a tree the children without its root (whose result `get` gives), of a map its copies,
   * of a step what took its place. Callbacks are not among them.
   */
  get children(): NodeSet {
    return this.#set("children", { roles: INSIDE });
  }

  /** Its callbacks that start when it succeeded; `await handle.onSuccess.join()` gives their results. */
  get onSuccess(): NodeSet {
    return this.#set("onSuccess", { roles: ["onSuccess"] });
  }

  /** Its callbacks that start when it failed, was revoked or expired. */
  get onFailure(): NodeSet {
    return this.#set("onFailure", { roles: ["onFailure"] });
  }

  /**
   * The result, as soon as it is there: of a group the list, of a chain and a chord what is last, of a tree
   * its root's. Callbacks are not waited for. Null when it was left out by choice.
   *
   * @throws StepFailure of the step that failed, was revoked, expired or was skipped; in a container of the
   *   one that ended first, at once, also while others still run. TimeoutError
   */
  async get(options: WaitOptions = {}): Promise<R> {
    using wait = new Wait(options, () => this.#tell());
    const result = await this.#run.results.ofNode(this.nodeId, wait.signal);
    if ("failure" in result) throw result.failure;
    return result.value satisfies Json as R;
  }

  /**
   * Resolves when it is `ready`, whatever came of it.
   *
   * @throws TimeoutError
   */
  async wait(options: WaitOptions = {}): Promise<void> {
    using wait = new Wait(options, () => this.#tell());
    await this.#run.watch.until(() => this.ready || undefined, wait.signal);
  }

  /** `children.join()`; of a step without children the list of its own result. */
  join(options?: JoinOptions): Promise<unknown[]> {
    return this.#members().join(options);
  }

  /** `children.iterate()`; of a step without children itself. */
  iterate(options?: JoinOptions): AsyncGenerator<Finished> {
    return this.#members().iterate(options);
  }

  /**
   * What has not started never will; what runs is asked to stop, and is taken away after the grace time, with
   * `terminate` at once. What is terminal stays.
   */
  revoke({ terminate = false }: { terminate?: boolean } = {}): Promise<RevokeCounts> {
    return this.#run.revoke([this.target], terminate);
  }

  /**
   * Runs again what failed or was revoked in it (`scope: "failed"`), the step anew (`"node"`), or it and all
   * after it (`"from"`). With `dryRun` nothing is changed.
   *
   * @throws EngineError NOT_RETRYABLE, CONFLICT, ARGUMENTS_INVALID
   */
  retry(options: RetryOptions = {}): Promise<RetryAnswer> {
    return this.#run.retry(this.target, options);
  }

  /**
   * Marks this step as succeeded with `value`, which has to fit its task's result: one that failed, was revoked
   * or has not begun. What it kept from running goes on; with `dryRun` it is only told what that is.
   *
   * @throws EngineError NOT_SUCCEEDABLE, RESULT_INVALID, TOO_LARGE, CONFLICT
   */
  succeed(value: R, options: SucceedOptions = {}): Promise<RetryAnswer> {
    return this.#run.succeed(this.nodeId, value as Json, options);
  }

  /** What is revoked and retried; undefined for the whole run. */
  protected get target(): string | undefined {
    return this.nodeId;
  }

  #members(): NodeSet {
    return this.#set("members", { roles: INSIDE, orItself: true });
  }

  /** Made anew only when nodes were born or dropped: a loop over `children[i]` makes one. */
  #set(name: string, source: Omit<NodeSetSource, "ownerId">): NodeSet {
    const { view } = this.#run.watch;
    const kept = this.#sets.get(name);
    if (kept?.view === view && kept.structure === view.structure) return kept.set;
    const set = new NodeSet(this.#run, { ownerId: this.nodeId, ...source });
    this.#sets.set(name, { set, view, structure: view.structure });
    return set;
  }

  #tell(): string {
    const { kind, task, state } = this.view;
    return `${this.nodeId} (${task ?? kind}) in run ${this.runId} was still ${state}`;
  }
}
