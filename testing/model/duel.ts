/** Model and engine through the same random operations, compared after each. */
import type { Json } from "@/core/node";
import type { Random } from "../random";
import { createRandom } from "../random";
import { randomWorkflow } from "../random-workflow";
import type { TestRedis } from "../redis";
import { differences } from "./compare";
import { EngineDriver } from "./engine-driver";
import type { ModelOutcome } from "./facts";
import { createModel, type Model } from "./model";
import type { ModelInput } from "./signals";

export interface DuelOptions {
  seed: number;
  operations: number;
  maxNodes: number;
}

const OPERATIONS = [
  ...["claim", "claim", "claim", "claim", "finish", "finish", "finish", "finish"],
  ...["lose", "again", "revoke", "retry", "pause"],
] as const;

/** One seed. @throws Error with every operation so far, at the first disagreement. */
export class Duel {
  readonly #random: Random;
  readonly #model: Model;
  readonly #engine: EngineDriver;
  readonly #options: DuelOptions;
  readonly #log: string[] = [];

  constructor(redis: TestRedis, options: DuelOptions) {
    this.#options = options;
    this.#random = createRandom(options.seed);
    const { maxNodes } = options;
    const workflow = randomWorkflow(this.#random, { maxNodes, maxDepth: 4 });
    this.#model = createModel(workflow);
    this.#engine = new EngineDriver(redis, `r${options.seed}`);
  }

  async fight(): Promise<void> {
    try {
      await this.#engine.submit({ version: 1, name: "duel", root: this.#model.root });
      await this.#compare();
      for (let turn = 0; turn < this.#options.operations; turn += 1) {
        await this.#operate(this.#random.pick(OPERATIONS));
        await this.#compare();
      }
      await this.#end();
    } catch (error) {
      throw new Error(this.#story(error), { cause: error });
    }
  }

  async #operate(operation: string): Promise<void> {
    const random = this.#random;
    const running = this.#model.running();
    switch (operation) {
      case "claim":
        return this.#model.paused ? undefined : this.#claim(this.#model.ready());
      case "finish":
        return running.length > 0 ? this.#finish(random.pick(running), this.#outcome()) : undefined;
      case "lose":
        return running.length > 0 ? this.#lose(random.pick(running)) : undefined;
      case "again":
        return running.length > 0 ? this.#engine.deliverAgain(random.pick(running)) : undefined;
      case "revoke":
        return random.chance(0.4) ? this.#revoke() : undefined;
      case "retry":
        return this.#retry();
      case "pause":
        return random.chance(0.3) ? this.#pause(!this.#model.paused) : undefined;
    }
  }

  async #claim(ready: string[]): Promise<void> {
    if (ready.length === 0) return;
    const id = this.#random.pick(ready);
    this.#say(`claim ${id}`);
    const expected = this.#model.claim(id);
    const found = await this.#engine.claim(id);
    // A literal list is no input to the engine.
    if (!this.#isMap(id)) checkInput(id, expected, found);
  }

  async #finish(id: string, outcome: ModelOutcome): Promise<void> {
    if (this.#isMap(id)) {
      this.#say(`unfold ${id}`);
      this.#model.unfold(id);
      return this.#engine.unfold(id);
    }
    this.#say(`finish ${id} ${outcome.kind}`);
    this.#model.finish(id, outcome);
    return this.#engine.finish(id, outcome);
  }

  async #lose(id: string): Promise<void> {
    const revoking = this.#model.evaluate().states.get(id)?.revoking;
    const how = revoking || this.#random.chance(0.5) ? "handBack" : "leaseEnds";
    this.#say(`${how} ${id}`);
    this.#model.lose(id);
    await this.#engine.lose(id, how);
  }

  async #revoke(): Promise<void> {
    const id = this.#random.chance(0.1) ? null : this.#anyNode();
    this.#say(`revoke ${id ?? "run"}`);
    this.#model.revoke(id);
    await this.#engine.revoke(id);
  }

  async #retry(): Promise<void> {
    const scope = this.#random.pick(["failed", "node", "from"] as const);
    const id = scope !== "node" && this.#random.chance(0.3) ? null : this.#anyNode();
    this.#say(`retry ${scope} ${id ?? "run"}`);
    const reset = this.#model.retry(scope, id);
    const accepted = await this.#engine.retry(scope, id);
    if (accepted !== (reset !== null)) {
      const what = reset === null ? "nothing to retry" : `resets ${reset.join(" ")}`;
      throw new Error(`${what} in the model, ${accepted ? "retried" : "refused"} in the engine`);
    }
    await this.#engine.dropClaims(new Set(this.#model.running()));
  }

  async #pause(paused: boolean): Promise<void> {
    this.#say(paused ? "pause" : "resume");
    if (paused) this.#model.pause();
    else this.#model.resume();
    await this.#engine.pause(paused);
  }

  /** Whatever happened, everything ends once it is let run. */
  async #end(): Promise<void> {
    if (this.#model.paused) await this.#pause(false);
    await this.#compare();
    for (;;) {
      const [running] = this.#model.running();
      if (running !== undefined) await this.#finish(running, { kind: "succeeded", value: [1] });
      else if (this.#model.ready().length > 0) await this.#claim(this.#model.ready());
      else break;
      await this.#compare();
    }
    const states = [...this.#model.evaluate().states];
    const open = states.filter(([, { state }]) => state === "pending").map(([id]) => id);
    if (open.length > 0) throw new Error(`pending for ever: ${open.join(" ")}`);
  }

  async #compare(): Promise<void> {
    const found = differences(this.#model.evaluate().states, await this.#engine.states());
    if (found.length > 0) throw new Error(found.join("\n"));
  }

  #outcome(): ModelOutcome {
    const way = this.#random.next();
    if (way < 0.2) return { kind: "failed" };
    if (way < 0.26) return { kind: "stopped" };
    if (way < 0.32) return { kind: "again" };
    const value: Json = way < 0.6 ? [this.#random.int(9), "x"] : this.#random.int(99);
    return { kind: "succeeded", value };
  }

  #anyNode(): string {
    return this.#random.pick(this.#model.nodes()).id ?? "";
  }

  #isMap(id: string): boolean {
    return this.#model.nodes().some((node) => node.id === id && node.kind === "map");
  }

  #say(line: string): void {
    this.#log.push(line);
  }

  #story(error: unknown): string {
    const what = error instanceof Error ? error.message : String(error);
    const tree = JSON.stringify(this.#model.root);
    return `Seed ${this.#options.seed}: ${what}\n${tree}\n${this.#log.join("\n")}`;
  }
}

function checkInput(id: string, expected: ModelInput, found: { value: Json } | undefined): void {
  if (expected.kind === "failure") {
    const value = found?.value;
    const named =
      typeof value === "object" && value !== null && !Array.isArray(value) && value.nodeId;
    if (typeof named === "string" && expected.nodeIds.includes(named)) return;
    throw new Error(`${id} is told of ${String(named)}, not of ${expected.nodeIds.join(" or ")}`);
  }
  const wanted = expected.kind === "value" ? JSON.stringify(expected.value) : undefined;
  const got = found && JSON.stringify(found.value);
  if (wanted !== got)
    throw new Error(`${id} receives ${got} in the engine, ${wanted} in the model`);
}
