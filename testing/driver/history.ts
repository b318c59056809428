/**
 * A random history: one workflow, and operations on the model and on the engine side by side, until all
 * is settled. After every operation both say the same of every step.
 */
import type { Json } from "@/core/node";
import { ReplyCode } from "@/engine/replies";
import type { Services } from "@/engine/core-services";
import type { Finish } from "@/engine/worker/runner";
import type { ModelOutcome } from "../model/facts";
import { createModel, type Model } from "../model/model";
import { createRandom, type Random } from "../random";
import { randomWorkflow } from "../random-workflow";
import { checkInput, checkSettled, checkStates } from "./checks";
import { comparePreview } from "./preview";
import { EngineRun, type Held } from "./engine-run";
import { compareRevoke, deedOf } from "./revoke-preview";

export interface HistoryOptions {
  seed: number;
  services: Services;
  maxNodes: number;
  maxOperations: number;
  /** Persons also mark steps as succeeded. */
  byHand: boolean;
}

/** Runs one history. @throws Error with the seed, the workflow and the operations when the two differ */
export async function runHistory(options: HistoryOptions): Promise<void> {
  const history = await History.begin(options);
  try {
    await history.play(options.maxOperations);
    await history.end();
  } catch (error) {
    const told = [`Seed ${options.seed}`, JSON.stringify(history.model.root), ...history.told];
    throw new Error(`${told.join("\n")}\n${error instanceof Error ? error.stack : String(error)}`, {
      cause: error,
    });
  }
}

class History {
  readonly model: Model;
  readonly told: string[] = [];
  readonly #run: EngineRun;
  readonly #random: Random;
  readonly #byHand: boolean;
  readonly #held = new Map<string, Held>();
  /** Claims that are no longer the latest: their finishes come late. */
  readonly #late: Held[] = [];

  private constructor(run: EngineRun, model: Model, choice: { random: Random; byHand: boolean }) {
    this.model = model;
    this.#run = run;
    this.#random = choice.random;
    this.#byHand = choice.byHand;
  }

  static async begin({ seed, services, maxNodes, byHand }: HistoryOptions): Promise<History> {
    const random = createRandom(seed);
    const workflow = randomWorkflow(random, { maxNodes, maxDepth: 5 });
    const run = await EngineRun.submit(services, workflow);
    return new History(run, createModel(workflow), { random, byHand });
  }

  async play(operations: number): Promise<void> {
    await checkStates(this.#run, this.model);
    for (let i = 0; i < operations; i += 1) {
      const operation = this.#choose();
      if (!operation) return;
      await operation();
      await checkStates(this.#run, this.model);
    }
  }

  /** Everything goes well from here on, and the run settles. */
  async end(): Promise<void> {
    if (this.model.paused) await this.#pause(false);
    for (;;) {
      const ready = this.model.ready()[0];
      const running = this.model.running()[0];
      if (running !== undefined) await this.#finish(running, { kind: "succeeded", value: 1 });
      else if (ready !== undefined) await this.#claim(ready);
      else break;
      await checkStates(this.#run, this.model);
    }
    await checkSettled(this.#run);
  }

  #say(text: string): void {
    this.told.push(text);
  }

  #choose(): (() => Promise<void>) | undefined {
    const random = this.#random;
    const ready = this.model.paused ? [] : this.model.ready();
    const running = this.model.running();
    const nodes = this.model.nodes().flatMap(({ id }) => id ?? []);
    const choices: [weight: number, operation: () => Promise<void>][] = [];
    const offer = (weight: number, ids: readonly string[], act: (id: string) => Promise<void>) => {
      if (ids.length > 0) choices.push([weight, () => act(random.pick(ids))]);
    };
    offer(10, ready, (id) => this.#claim(id));
    offer(10, running, (id) => this.#finish(id, this.#outcome()));
    if (running.length > 1) choices.push([3, () => this.#finishTogether()]);
    offer(1, running, (id) => this.#lose(id));
    offer(1, running, (id) => this.#deliverAgain(id));
    offer(
      0.5,
      this.model.ready().filter((id) => this.#isStep(id)),
      (id) => this.#expire(id),
    );
    offer(1, nodes, (id) => this.#revoke(random.chance(0.1) ? null : id));
    offer(1.5, nodes, (id) => this.#retry(random.chance(0.2) ? null : id));
    if (this.#byHand) offer(1, nodes, (id) => this.#succeed(id));
    choices.push([0.5, () => this.#pause(!this.model.paused)]);
    if (this.#late.length > 0) choices.push([1, () => this.#finishLate()]);
    let mark = random.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    return choices.find(([weight]) => (mark -= weight) <= 0)?.[1];
  }

  #isStep(id: string): boolean {
    return this.model.nodes().find((node) => node.id === id)?.kind === "task";
  }

  #outcome(): ModelOutcome {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.6) {
      const value: Json = random.chance(0.5) ? random.int(100) : [1, 2];
      return { kind: "succeeded", value };
    }
    if (roll < 0.85) return { kind: "failed" };
    return roll < 0.93 ? { kind: "stopped" } : { kind: "again" };
  }

  async #claim(id: string): Promise<void> {
    this.#say(`claim ${id}`);
    const node = this.model.nodes().find((one) => one.id === id);
    const held = await this.#run.claim(id);
    await this.#begin(held);
    if (node?.kind === "map" && this.#random.chance(0.8)) await this.#unfold(id);
  }

  async #unfold(id: string): Promise<void> {
    this.#say(`unfold ${id}`);
    const held = this.#holding(id);
    await this.#run.unfold(held);
    this.model.unfold(id);
    this.#held.delete(id);
  }

  #holding(id: string): Held {
    const held = this.#held.get(id);
    if (!held) throw new Error(`Nobody holds ${id}`);
    return held;
  }

  async #finish(id: string, outcome: ModelOutcome): Promise<void> {
    if (this.#isMap(id)) return this.#unfold(id);
    return this.#finishAll([{ id, outcome }]);
  }

  /** What several of this worker's steps came to in one moment, in one call. */
  async #finishTogether(): Promise<void> {
    const ids = this.model.running().filter((id) => !this.#isMap(id));
    const chosen = ids.filter(() => this.#random.chance(0.5)).slice(0, 4);
    await this.#finishAll(chosen.map((id) => ({ id, outcome: this.#outcome() })));
  }

  async #finishAll(ends: readonly { id: string; outcome: ModelOutcome }[]): Promise<void> {
    const moves = ends.map(({ id, outcome }) => {
      const goesOn = this.#random.chance(0.4);
      this.#say(`finish ${id} ${JSON.stringify(outcome)}${goesOn ? " and go on" : ""}`);
      return { held: this.#holding(id), finish: finishOf(outcome), goesOn };
    });
    const replies = await this.#run.finishTogether(moves);
    for (const [i, { id, outcome }] of ends.entries()) {
      const { code, next } = replies[i] ?? { code: ReplyCode.Gone };
      if (code !== ReplyCode.Ok) throw new Error(`finish of ${id} answers ${code}`);
      this.model.finish(id, outcome);
      this.#late.push(this.#holding(id));
      this.#held.delete(id);
      if (next) await this.#goOn(next);
    }
  }

  /** The engine gave the slot another step. */
  async #goOn(held: Held): Promise<void> {
    this.#say(`goes on with ${held.nodeId}`);
    await this.#begin(held);
  }

  async #begin(held: Held): Promise<void> {
    const input = this.model.claim(held.nodeId);
    // Begun before and claimed again, it receives what there is now; the model keeps what there was.
    const isFirst = held.reply.claimed.executions === 0 && held.reply.claimed.claims === 1;
    if (isFirst) {
      const received = await this.#run.received(held);
      checkInput(this.model, held.nodeId, { input, received });
    }
    this.#held.set(held.nodeId, held);
  }

  #isMap(id: string): boolean {
    return this.model.nodes().find((node) => node.id === id)?.kind === "map";
  }

  async #lose(id: string): Promise<void> {
    this.#say(`lose ${id}`);
    const held = this.#holding(id);
    await this.#run.lose(held.element);
    this.model.lose(id);
    this.#held.delete(id);
    this.#late.push(held);
  }

  /** The same job once more, and one of an older decision: neither moves anything. */
  async #deliverAgain(id: string): Promise<void> {
    this.#say(`deliver ${id} again`);
    const { element, epoch } = this.#holding(id);
    for (const other of [epoch, epoch - 1]) {
      const reply = await this.#run.claimAs({ element, epoch: other, token: "another" });
      if (reply.code === ReplyCode.Ok) throw new Error(`${id} was claimed twice`);
    }
  }

  async #finishLate(): Promise<void> {
    const held = this.#random.pick(this.#late);
    this.#say(`late finish of ${held.nodeId}`);
    const code = await this.#run.finish(held, { outcome: "D", value: "-1" });
    if (code === ReplyCode.Ok) throw new Error(`A late finish of ${held.nodeId} counted`);
  }

  async #expire(id: string): Promise<void> {
    const { record, element } = await this.#run.record(id);
    // Begun once, it does not expire any more.
    if (record.s === "T" || record.c) return;
    this.#say(`expire ${id}`);
    await this.#run.expire(element);
    this.model.expire(id);
  }

  async #revoke(id: string | null): Promise<void> {
    this.#say(`revoke ${id ?? "the run"}`);
    const { preview } = await this.#run.revoke(id, { dryRun: true });
    if (preview === undefined) throw new Error("A dry run answers nothing");
    const before = await this.#run.read();
    await this.#run.revoke(id);
    this.model.revoke(id);
    await checkStates(this.#run, this.model);
    // The preview speaks of the time when all that runs has stopped.
    const asked = new Set(preview.asked);
    if (asked.size > 0 && this.#random.chance(0.3)) return;
    for (const running of asked) if (this.#held.has(running)) await this.#lose(running);
    const wrong = compareRevoke(preview, deedOf(before, await this.#run.read()), asked);
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
  }

  async #retry(id: string | null): Promise<void> {
    const scope =
      id === null
        ? this.#random.pick(["failed", "from"] as const)
        : this.#random.pick(["failed", "node", "from"] as const);
    this.#say(`retry ${scope} ${id ?? "the run"}`);
    const before = await this.#run.read();
    const answered = await this.#run.retry(scope, id).catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "NOT_RETRYABLE") return null;
      throw error;
    });
    const reset = this.model.retry(scope, id);
    if ((answered === null) !== (reset === null)) {
      throw new Error(`retry: ${JSON.stringify(answered)}, the model resets ${reset?.join(" ")}`);
    }
    const wrong = answered && comparePreview(before, await this.#run.read(), answered.willRun);
    if (wrong?.length) throw new Error(wrong.join("\n"));
    this.#dropClaims();
  }

  async #succeed(id: string): Promise<void> {
    const value: Json = this.#random.chance(0.5) ? this.#random.int(100) : [3];
    this.#say(`mark ${id} as succeeded with ${JSON.stringify(value)}`);
    const before = await this.#run.read();
    const answered = await this.#run.succeed(id, value).catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "NOT_SUCCEEDABLE")
        return null;
      throw error;
    });
    const isMarked = this.model.succeed(id, value);
    if (isMarked !== (answered !== null)) {
      throw new Error(`mark: ${JSON.stringify(answered)}, the model says ${isMarked}`);
    }
    const wrong = answered && comparePreview(before, await this.#run.read(), answered.willRun);
    if (wrong?.length) throw new Error(wrong.join("\n"));
    this.#dropClaims();
  }

  /** What was claimed and was given a new decision since: its finishes come late. */
  #dropClaims(): void {
    for (const [held, claim] of this.#held) {
      if (this.model.running().includes(held)) continue;
      this.#late.push(claim);
      this.#held.delete(held);
    }
  }

  async #pause(paused: boolean): Promise<void> {
    this.#say(paused ? "pause" : "resume");
    await this.#run.setPaused(paused);
    if (paused) this.model.pause();
    else this.model.resume();
  }
}

function finishOf(outcome: ModelOutcome): Finish {
  const brief = JSON.stringify({ code: "TASK_ERROR", name: "Error", message: "by hand" });
  switch (outcome.kind) {
    case "succeeded":
      return { outcome: "D", value: JSON.stringify(outcome.value) };
    case "failed":
      return { outcome: "F", brief, full: brief };
    case "stopped":
      return { outcome: "P", value: "by hand" };
    case "again":
      return { outcome: "T", delayMs: 0, brief, full: brief };
  }
}
