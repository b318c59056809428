/** Several nodes of a run, operated on as if they were one: Celery's result set. */
import { membersIn, type RunView } from "@/core/run-view";
import type { NodeRole } from "@/core/node";
import type { NodeView } from "@/core/snapshot";
import { isTerminal } from "@/core/states";
import type { NodeHandle } from "./node-handle";
import { nodeIn, seekMembers, type Result, type Results, type Sought } from "./results";
import type { RunWatch } from "./run-watch";
import { standingAsMember, standingOf } from "./standing";
import type { StepFailure } from "./step-failure";
import { Wait, type WaitOptions } from "./wait";

/** What the handles of one run share. */
export interface RunAccess {
  watch: RunWatch;
  results: Results;
  /** The handle of a node; the same one each time. */
  handleOf(nodeId: string): NodeHandle;
  revoke(nodeIds: readonly (string | undefined)[], terminate: boolean): Promise<RevokeCounts>;
}

/** How many steps will never run, and how many are asked to stop. */
export interface RevokeCounts {
  revoked: number;
  revoking: number;
}

/** Which nodes: those that belong to a node in these roles. */
export interface NodeSetSource {
  ownerId: string;
  roles: readonly NonNullable<NodeRole>[];
  /** A step that has no members stands for itself. @default false */
  orItself?: boolean;
}

export interface JoinOptions extends WaitOptions {
  /** Throw the first failure; false: errors stand in the places of values. @default true */
  propagate?: boolean;
}

/** One of several that has finished: `value` is its result, or with `propagate: false` its {@link StepFailure}. */
export interface Finished {
  node: NodeHandle;
  value: unknown;
}

/**
 * Nodes in the order drawn, by index and iterable, as they are known at this moment. What waits (`join`,
 * `iterate`) waits for those, too, that are born later: the copies of a map, what takes a step's place.
 */
export class NodeSet implements Iterable<NodeHandle> {
  readonly [index: number]: NodeHandle;
  readonly length: number;
  readonly #run: RunAccess;
  readonly #source: NodeSetSource;
  #known: { ids: readonly string[]; view: RunView; structure: number } | undefined;

  constructor(run: RunAccess, source: NodeSetSource) {
    this.#run = run;
    this.#source = source;
    const ids = this.#idsIn(run.watch.view);
    this.length = ids.length;
    ids.forEach((id, index) => {
      Object.defineProperty(this, index, { get: () => run.handleOf(id), enumerable: true });
    });
  }

  /**
   * The handle at this place; negative ones count from the end.
   * @throws RangeError where there is none, or none yet.
   */
  at(index: number): NodeHandle {
    const place = index < 0 ? this.length + index : index;
    const handle = this[place];
    if (handle) return handle;
    const many = this.length === 1 ? "is 1 node" : `are ${this.length} nodes`;
    throw new RangeError(`There is no node ${index}: there ${many} in this set.`);
  }

  *[Symbol.iterator](): Generator<NodeHandle> {
    for (let index = 0; index < this.length; index += 1) {
      const handle = this[index];
      if (handle) yield handle;
    }
  }

  /** All are there and terminal. */
  get ready(): boolean {
    return this.#isWhole && this.#nodes.every(({ settled }) => settled);
  }

  /** All succeeded; what is optional may have failed, and what was left out by choice counts. */
  get successful(): boolean {
    return this.ready && this.#nodes.every((node) => standingAsMember(node) !== "failure");
  }

  /** Any failed that is not optional. */
  get failed(): boolean {
    return this.#nodes.some((node) => node.state === "failed" && node.optional !== true);
  }

  /** Any is not terminal. */
  get waiting(): boolean {
    return !this.ready;
  }

  /** How many succeeded. */
  get completedCount(): number {
    return this.#nodes.filter(({ state }) => state === "succeeded").length;
  }

  /**
   * The results in the order drawn. What is optional and failed, and what was left out by choice, is null.
   *
   * @throws StepFailure the first by position, as soon as those before it are known; TimeoutError
   */
  async join({ propagate = true, ...options }: JoinOptions = {}): Promise<unknown[]> {
    using wait = new Wait(options, () => this.#tell());
    const seek = (view: RunView) => this.#seek(view, propagate);
    const results = await this.#run.results.collect(seek, wait.signal);
    return results.map((result) => valueOf(result, propagate));
  }

  /**
   * Each as it finishes; of those that are known to have finished at once, in the order in which they did.
   * `timeoutMs` counts for all of it.
   *
   * @throws StepFailure of the first that fails; TimeoutError
   */
  async *iterate({ propagate = true, ...options }: JoinOptions = {}): AsyncGenerator<Finished> {
    using wait = new Wait(options, () => this.#tell());
    const done = new Set<string>();
    for (let tries = 0; ;) {
      const seek = (view: RunView) => this.#seekFresh(view, done);
      const sought = await this.#run.watch.until(seek, wait.signal);
      if (sought.length === 0) return;
      const results = await this.#run.results.read(sought, wait.signal);
      for (const [at, { nodeId }] of sought.entries()) {
        const result = results[at];
        if (!result) continue;
        done.add(nodeId);
        yield { node: this.#run.handleOf(nodeId), value: valueOf(result, propagate) };
      }
      tries = results.includes(undefined) ? tries + 1 : 0;
      if (tries > 0) await this.#run.results.lookAgain(tries, wait.signal);
    }
  }

  /** Revokes all of them; what is terminal stays. */
  revoke({ terminate = false }: { terminate?: boolean } = {}): Promise<RevokeCounts> {
    return this.#run.revoke(this.#idsIn(this.#run.watch.view), terminate);
  }

  get #nodes(): NodeView[] {
    const { view } = this.#run.watch;
    return this.#idsIn(view).map((id) => nodeIn(view, id));
  }

  get #isWhole(): boolean {
    return isWhole(this.#run.watch.view, this.#source);
  }

  /** Looked for again only when nodes were born or dropped: who waits asks at each change. */
  #idsIn(view: RunView): readonly string[] {
    const known = this.#known;
    if (known?.view === view && known.structure === view.structure) return known.ids;
    const ids = idsIn(view, this.#source);
    this.#known = { ids, view, structure: view.structure };
    return ids;
  }

  #seek(view: RunView, propagate: boolean): Sought[] | undefined {
    const ids = this.#idsIn(view);
    if (propagate) {
      const failing = firstFailing(view, ids);
      if (failing) return [failing];
    }
    if (!isWhole(view, this.#source)) return undefined;
    return ids.length === 0 ? seekOwner(view, this.#source, propagate) : seekMembers(view, ids);
  }

  /** Those that have finished since, or nothing when there is nobody left to wait for. */
  #seekFresh(view: RunView, done: ReadonlySet<string>): Sought[] | undefined {
    const ids = this.#idsIn(view);
    const fresh = ids.filter((id) => !done.has(id)).map((id) => nodeIn(view, id));
    const finished = fresh.filter((node) => standingAsMember(node) !== "open");
    if (finished.length > 0) {
      return finished
        .toSorted((a, b) => (a.finishedAt ?? Infinity) - (b.finishedAt ?? Infinity))
        .map((node) => ({ nodeId: node.id, standing: standingAsMember(node) }));
    }
    return fresh.length === 0 && isWhole(view, this.#source) ? [] : undefined;
  }

  #tell(): string {
    const { view, runId } = this.#run.watch;
    const nodes = this.#nodes;
    const finished = nodes.filter((node) => standingAsMember(node) !== "open").length;
    const { id, kind } = nodeIn(view, this.#source.ownerId);
    return `${finished} of the ${nodes.length} nodes of ${id} (${kind}) in run ${runId} had finished`;
  }
}

function idsIn(view: RunView, { ownerId, roles, orItself }: NodeSetSource): string[] {
  const ids = membersIn(view, ownerId, roles);
  const standsForItself = orItself === true && view.nodes.get(ownerId)?.kind === "task";
  return ids.length === 0 && standsForItself ? [ownerId] : ids;
}

/** No more will be born. */
function isWhole(view: RunView, { ownerId }: NodeSetSource): boolean {
  const owner = nodeIn(view, ownerId);
  if (owner.kind === "task") return isTerminal(owner.state as Parameters<typeof isTerminal>[0]);
  return owner.own === undefined || isTerminal(owner.own.state);
}

/** The first by position that will give no value, once all before it have given theirs. */
function firstFailing(view: RunView, ids: readonly string[]): Sought | undefined {
  for (const nodeId of ids) {
    const standing = standingAsMember(nodeIn(view, nodeId));
    if (standing === "failure") return { nodeId, standing };
    if (standing === "open") return undefined;
  }
  return undefined;
}

/** Nobody is in it: an empty one, or one that never came to unfold, which is a failure of its own. */
function seekOwner(
  view: RunView,
  { ownerId, roles }: NodeSetSource,
  propagate: boolean,
): Sought[] | undefined {
  const owner = nodeIn(view, ownerId);
  const standing = standingOf(owner);
  const isOwnFailure = owner.own !== undefined && standing === "failure";
  return propagate && isOwnFailure && roles.includes("body") ? [{ nodeId: ownerId, standing }] : [];
}

function valueOf(result: Result, propagate: boolean): unknown {
  if ("value" in result) return result.value;
  if (propagate) throw result.failure satisfies StepFailure;
  return result.failure;
}
