/** One run under test: waits by following its events, and tells enough when what it waits for does not come. */
import type { RunEvent } from "@/core/events";
import type { Json } from "@/core/node";
import type { NodeView, RunSummary } from "@/core/snapshot";
import type { RetryInput } from "@/engine/index";
import type { Door, Picture } from "./cases/doors";
import type { Execution } from "./executions";

const PATIENCE_MS = 12_000;

export type Target = Omit<RetryInput, "runId">;

/** A snapshot with its nodes by id. */
export class Shot {
  readonly run: RunSummary;
  readonly nodes: NodeView[];

  constructor({ run, nodes }: Omit<Picture, "cursor">) {
    this.run = run;
    this.nodes = nodes;
  }

  node(id: string): NodeView {
    const found = this.nodes.find((node) => node.id === id);
    if (!found) throw new Error(`No node ${id} among ${this.nodes.map((n) => n.id).join(" ")}`);
    return found;
  }

  /** States of all nodes, containers too, by id. */
  get states(): { [id: string]: string } {
    return Object.fromEntries(this.nodes.map(({ id, state }) => [id, state]));
  }

  /** States of these nodes, in this order, as one letter each: S F R K, else the state. */
  letters(...ids: string[]): string {
    return ids.map((id) => LETTERS[this.node(id).state] ?? this.node(id).state).join(" ");
  }

  /** The state of the run, as a letter. */
  get outcome(): string {
    return LETTERS[this.run.state] ?? this.run.state;
  }

  /** `kind` or `kind:node` of what made it skipped or revoked. */
  cause(id: string): string | undefined {
    const { cause } = this.node(id);
    return cause && [cause.kind, cause.nodeId].filter((part) => part !== undefined).join(":");
  }

  steps(id: string): string {
    const { completedSteps, totalSteps } = this.node(id);
    return `${completedSteps}/${totalSteps}`;
  }

  toString(): string {
    const lines = this.nodes.map((node) => {
      const { id, state, settled, error } = node;
      const more = [this.cause(id), error && `${error.code} ${error.message}`];
      return `  ${id} ${node.task ?? node.kind}: ${state}${settled ? "" : " (open)"} ${more.filter(Boolean).join(" ")}`;
    });
    const { state, settled, paused } = this.run;
    return `run ${state}${settled ? ", settled" : ""}${paused ? ", paused" : ""}\n${lines.join("\n")}`;
  }
}

const LETTERS: { [state: string]: string } = {
  succeeded: "S",
  failed: "F",
  revoked: "R",
  skipped: "K",
};

/** What a run is watched and steered by, and who noted its executions. */
export interface RunHost {
  engine: Omit<Door, "submit" | "members" | "getNode" | "wait">;
  executions(): Execution[];
  said: string[];
}

export class TestRun {
  readonly id: string;
  readonly #app: RunHost;

  constructor(app: RunHost, id: string) {
    this.#app = app;
    this.id = id;
  }

  async look(): Promise<Shot> {
    return new Shot(await this.#app.engine.getRun(this.id));
  }

  /** Resolves with the first snapshot for which it holds; looks again at each event. */
  async until(holds: (shot: Shot) => boolean): Promise<Shot> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    let last = await this.look();
    if (holds(last)) return last;
    for await (const _ of this.#app.engine.follow(this.id, null, signal)) {
      last = await this.look();
      if (holds(last)) return last;
    }
    const executed = this.executions().map(({ node, phase }) => `${node} ${phase}`);
    throw new Error(
      `${holds.toString()} did not come to hold:\n${last.toString()}\nexecuted: ${executed.join(", ")}\nsaid: ${this.#app.said.join(" | ")}`,
    );
  }

  settled(): Promise<Shot> {
    return this.until(({ run }) => run.settled);
  }

  /** Resolves when the node is in that state. */
  reaches(nodeId: string, state: string): Promise<Shot> {
    return this.until((shot) => shot.nodes.some((n) => n.id === nodeId && n.state === state));
  }

  /** The value of a node, or of the run. */
  async value(nodeId?: string): Promise<Json | undefined> {
    const answer = await this.#app.engine.result(this.id, nodeId);
    if (answer.value === undefined) return (await this.look()).toString();
    return answer.value;
  }

  executions(): Execution[] {
    return this.#app.executions().filter(({ runId }) => runId === this.id);
  }

  /** How often the handler of a node was called. */
  count(nodeId: string): number {
    return this.executions().filter(({ node, phase }) => node === nodeId && phase === "start")
      .length;
  }

  /** Nodes whose handlers were called, in that order, once for each call. */
  order(): string[] {
    return this.executions()
      .filter(({ phase }) => phase === "start")
      .map(({ node }) => node);
  }

  /** True when the handler of `before` had ended before that of `after` began. */
  ranBefore(before: string, after: string): boolean {
    const all = this.executions();
    const ended = all.findIndex(({ node, phase }) => node === before && phase === "end");
    const began = all.findIndex(({ node, phase }) => node === after && phase === "start");
    return ended >= 0 && began > ended;
  }

  revoke(nodeId?: string, options: { terminate?: boolean } = {}) {
    const target = nodeId === undefined ? {} : { nodeId };
    return this.#app.engine.revoke({ runId: this.id, ...target, ...options });
  }

  retry(target: Target) {
    return this.#app.engine.retry({ runId: this.id, ...target });
  }

  /** Every event so far. */
  async events(): Promise<RunEvent[]> {
    const { seq } = await this.#position();
    const all: RunEvent[] = [];
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for await (const batch of this.#app.engine.follow(this.id, null, signal)) {
      if (batch.kind === "reset") throw new Error("The beginning of the stream is gone");
      all.push(...batch.events);
      if ((all.at(-1)?.seq ?? 0) >= seq) return all;
    }
    throw new Error(`Events up to ${seq} did not come`);
  }

  async #position(): Promise<{ seq: number }> {
    const { cursor } = await this.#app.engine.getRun(this.id);
    return { seq: Number(cursor.split(":").at(-1)) };
  }
}
