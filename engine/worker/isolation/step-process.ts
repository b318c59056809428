/** One child process and the one step that runs in it, seen from the worker. */
import { setTimeout as wait } from "node:timers/promises";
import { NodeValue } from "@/core/task";
import { factsOf } from "../context";
import type { ExecutorCall } from "../executor";
import type { Outcome } from "../handler";
import { exitOutcome, type Exit } from "./exit";
import { forkStep, killGroup, type Forked, type ForkOptions } from "./fork";
import {
  childMessageSchema,
  type AbortMessage,
  type ChildMessage,
  type RunMessage,
  type SentOutcome,
} from "./protocol";

/** How long a process may take to end that has said what came of its step, and its output to be read. */
const END_MS = 1000;
/** Lines kept of what it prints before it has a step, and of its last words. */
const MAX_LINES = 50;

export class StepProcess {
  readonly #forked: Forked;
  readonly #ready: Promise<void>;
  #hear: (message: ChildMessage) => void = () => {};
  #call: ExecutorCall | undefined;
  #printed: string[] = [];
  #lastWords: string[] = [];
  #isAlive = true;
  #hasSaid = false;

  /** Starts at once, and waits for its step. */
  constructor(options: ForkOptions) {
    this.#forked = forkStep(options, (line, from) => this.#noteLine(line, from));
    void this.#forked.exited.then(() => {
      this.#isAlive = false;
    });
    this.#ready = new Promise((resolve) => {
      this.#hear = ({ kind }) => {
        if (kind === "ready") resolve();
      };
    });
    this.#forked.child.on("message", (message) => {
      const parsed = childMessageSchema.safeParse(message);
      if (parsed.success) this.#hear(parsed.data.espalier);
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /**
   * Gives it its step, once. `begun` resolves when the handler begins, or cannot begin; `outcome` with what
   * came of it, however the process ends.
   */
  run(call: ExecutorCall): { begun: Promise<void>; outcome: Promise<Outcome> } {
    let onBegin = () => {};
    const begun = new Promise<void>((resolve) => {
      onBegin = resolve;
    });
    return { begun, outcome: this.#run(call, onBegin).finally(onBegin) };
  }

  /** Resolves when it is gone with all that it has started, and what it printed was read. */
  async end(): Promise<void> {
    const { child, exited, closed } = this.#forked;
    if (this.#hasSaid) await within(exited);
    killGroup(child);
    await within(closed);
  }

  async #run(call: ExecutorCall, onBegin: () => void): Promise<Outcome> {
    this.#call = call;
    for (const line of this.#printed) call.ctx.log(line);
    const { exited } = this.#forked;
    await Promise.race([this.#ready, exited]);
    let hasBegun = false;
    const said = new Promise<Outcome>((resolve) => {
      this.#hear = (message) => {
        if (message.kind === "said") repeat(call, message);
        if (message.kind === "ended") resolve(this.#take(message.outcome));
        if (message.kind !== "began") return;
        hasBegun = true;
        onBegin();
      };
    });
    this.#sendStep(call);
    return Promise.race([said, exited.then((exit) => this.#silentEnd(exit, hasBegun))]);
  }

  #take(outcome: SentOutcome): Outcome {
    this.#hasSaid = true;
    return outcome.kind === "node" ? { kind: "node", node: new NodeValue(outcome.node) } : outcome;
  }

  async #silentEnd(exit: Exit, hasBegun: boolean): Promise<Outcome> {
    // Its last words, and a last message, may come after the news of its end; what it had started would
    // keep its output open.
    killGroup(this.#forked.child);
    await within(this.#forked.closed);
    return exitOutcome(exit, { hasBegun, lastWords: this.#lastWords });
  }

  #sendStep({ source, ctx, resultBytes, claim }: ExecutorCall): void {
    const { payload, received } = source;
    this.#send({ kind: "run", payload, received, facts: factsOf(ctx), resultBytes });
    claim.interruption.onAbort(({ why, message }) => this.#send({ kind: "abort", why, message }));
  }

  #send(message: RunMessage | AbortMessage): void {
    // A process that is gone tells by its end.
    if (this.#forked.child.connected) this.#forked.child.send(message, () => {});
  }

  #noteLine(line: string, from: "stdout" | "stderr"): void {
    if (from === "stderr") this.#lastWords = [...this.#lastWords, line].slice(-MAX_LINES);
    if (this.#call) this.#call.ctx.log(line);
    else this.#printed = [...this.#printed, line].slice(-MAX_LINES);
  }
}

function repeat({ ctx }: ExecutorCall, said: Extract<ChildMessage, { kind: "said" }>): void {
  if (said.progress) ctx.progress(...said.progress);
  if (said.label !== undefined) ctx.setState(said.label);
  for (const line of said.lines) ctx.log(line);
}

function within(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([promise, wait(END_MS, undefined, { ref: false })]);
}
