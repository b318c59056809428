/** Values and failures of nodes, for handles: one wait, then one read for all of them. */
import { setTimeout as delay } from "node:timers/promises";
import { EngineError } from "@/core/errors";
import type { Json } from "@/core/node";
import { culpritIn, type RunView } from "@/core/run-view";
import type { NodeView } from "@/core/snapshot";
import type { StepError } from "@/core/states";
import type { OutcomeReader } from "./outcome-reader";
import type { RunWatch } from "./run-watch";
import { StepFailure } from "./step-failure";
import { standingAsMember, standingOf, type Standing } from "./standing";
import { orAbort } from "./wait";

// What settles an element may be told a moment before its own record says so.
const FIRST_PAUSE_MS = 20;
const LAST_PAUSE_MS = 1_000;

/** A node's place in what is asked for: what it gave, or why it gave nothing. */
export type Result = { value: Json } | { failure: StepFailure };

/** A node whose result is sought, and what is known of it already. */
export interface Sought {
  nodeId: string;
  standing: Standing;
}

export class Results {
  readonly #watch: RunWatch;
  readonly #reader: OutcomeReader;

  constructor(watch: RunWatch, reader: OutcomeReader) {
    this.#watch = watch;
    this.#reader = reader;
  }

  /** Of one node by itself: what is optional has failed all the same. */
  async ofNode(nodeId: string, signal: AbortSignal): Promise<Result> {
    const [result] = await this.collect((view) => {
      const standing = standingOf(nodeIn(view, nodeId));
      return standing === "open" ? undefined : [{ nodeId, standing }];
    }, signal);
    if (!result) throw new Error(`Nothing was read of node ${nodeId}`);
    return result;
  }

  /**
   * Waits until `seek` says whose results are sought, none of them open, and reads them together. Begins
   * again when a retry has taken one of them back meanwhile.
   */
  async collect(
    seek: (view: RunView) => Sought[] | undefined,
    signal: AbortSignal,
  ): Promise<Result[]> {
    for (let tries = 0; ; tries += 1) {
      const sought = await this.#watch.until(seek, signal);
      const results = await this.read(sought, signal);
      const known = results.flatMap((result) => result ?? []);
      if (known.length === sought.length) return known;
      await this.lookAgain(tries, signal);
    }
  }

  /** In the order sought; undefined where the engine does not know of a value (any more): look again. */
  async read(sought: readonly Sought[], signal: AbortSignal): Promise<(Result | undefined)[]> {
    const { view } = this.#watch;
    // Now, as the view may go on while the values are read.
    const blames = sought.map(({ nodeId, standing }) =>
      standing === "failure" ? blameFor(view, nodeId) : undefined,
    );
    const wanted = [
      ...sought.flatMap(({ nodeId, standing }) => (standing === "value" ? nodeId : [])),
      ...blames.flatMap((blame) => namesIn(blame)),
    ];
    const outcomes = await orAbort(this.#reader.read(wanted), signal);
    const errorOf = (nodeId: string) => outcomes.get(nodeId)?.error;
    return sought.map(({ nodeId, standing }, at): Result | undefined => {
      if (standing === "nothing") return { value: null };
      const blame = blames[at];
      if (blame) return { failure: toFailure(this.#watch.runId, blame, errorOf) };
      const value = outcomes.get(nodeId)?.value;
      return value === undefined ? undefined : { value };
    });
  }

  /** A new snapshot, after a pause that grows with the tries before. */
  async lookAgain(tries: number, signal: AbortSignal): Promise<void> {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** tries, LAST_PAUSE_MS);
    await orAbort(delay(pauseMs), signal);
    await orAbort(this.#watch.refresh(), signal);
  }
}

/** @throws EngineError NODE_NOT_FOUND when what bore it runs anew */
export function nodeIn(view: RunView, nodeId: string): NodeView {
  const node = view.nodes.get(nodeId);
  if (node) return node;
  throw new EngineError(
    "NODE_NOT_FOUND",
    `Run ${view.run.runId} has no node ${nodeId}, or none any more: what was born at run time goes when its parent runs anew.`,
  );
}

/** What is sought of members of a container, as it sees them; undefined as long as one of them is open. */
export function seekMembers(view: RunView, nodeIds: readonly string[]): Sought[] | undefined {
  const sought: Sought[] = [];
  for (const nodeId of nodeIds) {
    const standing = standingAsMember(nodeIn(view, nodeId));
    if (standing === "open") return undefined;
    sought.push({ nodeId, standing });
  }
  return sought;
}

/** Who is to blame for a missing value, as it stands when that is decided. */
interface Blame {
  node: NodeView;
  /** Of a skipped node: what it was skipped for. */
  because?: Blame;
}

function blameFor(view: RunView, nodeId: string): Blame {
  const node = nodeIn(view, culpritIn(view, nodeId));
  const cause = node.state === "skipped" ? node.cause?.nodeId : undefined;
  const causing = cause === undefined ? undefined : view.nodes.get(cause);
  // It may have been retried since, or be skipped itself.
  const stands =
    causing && standingOf(causing) === "failure" && causing.state !== "skipped"
      ? causing
      : undefined;
  return stands ? { node, because: blameFor(view, stands.id) } : { node };
}

function namesIn(blame: Blame | undefined): string[] {
  return blame ? [blame.node.id, ...namesIn(blame.because)] : [];
}

function toFailure(
  runId: string,
  { node, because }: Blame,
  errorOf: (nodeId: string) => StepError | undefined,
): StepFailure {
  return new StepFailure({
    runId,
    node,
    error: errorOf(node.id),
    because: because && toFailure(runId, because, errorOf),
  });
}
