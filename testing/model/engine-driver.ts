/**
 * The engine as the model sees it: the same operations, by the real scripts on a real Redis. There is no
 * worker and no BullMQ: the driver claims and finishes itself, so every order that can happen can be made
 * to happen. Time is the driver's own.
 */
import { EngineError, isEngineError } from "@/core/errors";
import type { Json, Workflow } from "@/core/node";
import { DEFAULT_LIMITS } from "@/core/problem";
import { createCommands, ReplyCode, type ClaimedStep, type Flush } from "@/engine/commands";
import { retry, revoke, setPaused } from "@/engine/control";
import type { Services } from "@/engine/core-services";
import { createKeys } from "@/engine/keys";
import type { StepPayload } from "@/engine/plan-text";
import { Queues } from "@/engine/queues";
import { statusOf } from "@/engine/records";
import { createRegistry } from "@/engine/registry";
import { RunIndexes } from "@/engine/run-indexes";
import { readRun, type ReadRun } from "@/engine/snapshots";
import { submit } from "@/engine/submit";
import { receivedOf, type Finish, type StepRunner } from "@/engine/worker/run-step";
import { unfoldMap } from "@/engine/worker/unfold";
import { finishFailed } from "@/engine/worker/finish-of";
import type { TestRedis } from "../redis";
import type { ModelOutcome } from "./facts";
import type { ModelRetryScope } from "./model";

const LEASE_MS = 1000;
const FOREVER_MS = 1e9;

interface Held {
  element: number;
  epoch: number;
  token: string;
  claimed: ClaimedStep;
}

/** A step as the engine has it. */
export interface EngineState {
  state: string;
  revoking: boolean;
  cause?: { kind: string; nodeId?: string };
}

const ECHO = {
  ...{ name: "flow.echo", description: "", queue: "default", totalSteps: 1, workers: ["w1"] },
  params: { type: "object", properties: { value: { default: null } }, required: [] },
  ...{ result: {}, defaults: {} },
};

const READY = new Set(["scheduled", "queued", "held", "retrying"]);

export class EngineDriver {
  readonly #services: Services;
  readonly #runId: string;
  readonly #held = new Map<string, Held>();
  /** The run as it was looked at last: what is read before an operation is still so. */
  #seen: ReadRun | undefined;
  #now = 1_000_000;
  #ids = 0;

  constructor(redis: TestRedis, runId: string) {
    this.#runId = runId;
    const timings = {
      ...{ leaseMs: LEASE_MS, beatMs: 100, sweepMs: 100, queuedMs: FOREVER_MS },
      ...{ graceMs: FOREVER_MS, bullLockMs: 1000, bullStalledMs: 1000 },
    };
    const keys = createKeys(redis.prefix);
    const commands = createCommands(redis.client, keys, {
      ...{ timings, claimLimit: 1000, infraLimit: 1000, maxEvents: 1000 },
      ...{ ttlMs: FOREVER_MS, budget: 1000, now: () => this.#now },
    });
    const follow = async (id: string, first: Flush): Promise<Flush> => {
      let flush = first;
      while (flush.more) flush = await commands.advanceRun(id);
      return { ...first, more: false, settled: flush.settled, jobs: [] };
    };
    this.#services = {
      ...{ redis: redis.client, keys, commands, timings, ttlMs: FOREVER_MS },
      queues: new Queues(redis.client, keys.bull, () => {}),
      dispatcher: { follow, drain: async () => {} },
      registry: { ...createRegistry(redis.client, keys), listTasks: async () => [ECHO] },
      indexes: new RunIndexes(redis.client, keys),
      limits: DEFAULT_LIMITS,
      createId: () => `id${(this.#ids += 1)}`,
      log: () => {},
    };
  }

  async submit(workflow: Workflow): Promise<void> {
    await submit(this.#services, { workflow, runId: this.#runId });
  }

  /** States of steps, maps and empty containers, by node. */
  async states(): Promise<Map<string, EngineState>> {
    const run = await readRun(this.#services, this.#runId);
    this.#seen = run;
    const states = new Map<string, EngineState>();
    for (const { id, element } of run.nodes) {
      if (element === null) continue;
      const record = run.records.get(element);
      const status = record && statusOf(record, run.index);
      states.set(id, {
        state: status && READY.has(status.state) ? "ready" : (status?.state ?? "pending"),
        revoking: status?.revoking ?? false,
        ...(status?.cause ? { cause: status.cause } : {}),
      });
    }
    return states;
  }

  /** Claims a step, and answers what it receives. */
  async claim(id: string): Promise<{ value: Json } | undefined> {
    const { element, epoch } = this.#place(id);
    const token = this.#services.createId();
    const reply = await this.#services.commands.claimStep(this.#runId, {
      ...{ element, epoch, token, worker: "w1" },
    });
    if (reply.code !== ReplyCode.Ok) throw new Error(`${id} is not claimed: code ${reply.code}`);
    this.#held.set(id, { element, epoch, token, claimed: reply.claimed });
    const payload = JSON.parse(reply.claimed.payload) as StepPayload;
    return receivedOf(this.#runner(), reply.claimed, { runId: this.#runId, payload });
  }

  async finish(id: string, outcome: ModelOutcome): Promise<void> {
    await this.#finishWith(id, finishOf(outcome));
  }

  async unfold(id: string): Promise<void> {
    if (!this.#held.has(id)) await this.claim(id);
    const held = this.#holding(id);
    const payload = JSON.parse(held.claimed.payload) as StepPayload;
    const claim = {
      ...{ runId: this.#runId, element: held.element, token: held.token, heldAt: 0 },
      ...{ controller: new AbortController(), lost: new Promise<void>(() => {}), lose: () => {} },
    };
    const finish = await unfoldMap(this.#runner(), held.claimed, { claim, payload });
    if (finish === "lost") throw new Error(`${id} is lost while it unfolds.`);
    await this.#finishWith(id, finish);
  }

  /** Hands it back, or lets its lease run out while all others are extended. */
  async lose(id: string, how: "handBack" | "leaseEnds"): Promise<void> {
    const { element, token } = this.#holding(id);
    const { commands, dispatcher } = this.#services;
    this.#held.delete(id);
    if (how === "handBack") {
      const { flush } = await commands.unclaimStep(this.#runId, { element, token });
      await dispatcher.follow(this.#runId, flush);
      return;
    }
    this.#now += LEASE_MS / 2;
    await commands.beatSteps(this.#runId, [...this.#held.values()]);
    this.#now += LEASE_MS / 2 + 1;
    const { flush } = await commands.sweepRun(this.#runId);
    await dispatcher.follow(this.#runId, flush);
    await this.#expectRefused(id, { element, token });
  }

  /** A job delivered again: a running step is not claimed twice. */
  async deliverAgain(id: string): Promise<void> {
    const { element, epoch } = this.#holding(id);
    const reply = await this.#services.commands.claimStep(this.#runId, {
      ...{ element, epoch, token: this.#services.createId(), worker: "w2" },
    });
    if (reply.code === ReplyCode.Ok) throw new Error(`${id} is claimed twice.`);
  }

  async revoke(id: string | null): Promise<{ revoked: number; revoking: number }> {
    return revoke(this.#services, { runId: this.#runId, ...(id === null ? {} : { nodeId: id }) });
  }

  /** False when the engine says that there is nothing to retry. */
  async retry(scope: ModelRetryScope, id: string | null): Promise<boolean> {
    try {
      const node = id === null ? {} : { nodeId: id };
      await retry(this.#services, { runId: this.#runId, scope, ...node });
      return true;
    } catch (error) {
      if (isEngineError(error) && error.code === "NOT_RETRYABLE") return false;
      throw error;
    }
  }

  async pause(paused: boolean): Promise<void> {
    await setPaused(this.#services, this.#runId, paused);
  }

  /** Claims that a retry has taken away: what they say late changes nothing. */
  async dropClaims(running: ReadonlySet<string>): Promise<void> {
    for (const [id, held] of this.#held) {
      if (running.has(id)) continue;
      this.#held.delete(id);
      await this.#expectRefused(id, held);
    }
  }

  async #expectRefused(id: string, held: { element: number; token: string; epoch?: number }) {
    const reply = await this.#services.commands.finishStep(this.#runId, {
      ...{ element: held.element, token: held.token, epoch: held.epoch ?? 1 },
      ...finishOf({ kind: "succeeded", value: "late" }),
    });
    if (reply.code === ReplyCode.Ok)
      throw new Error(`${id} takes the late finish of a lost claim.`);
  }

  async #finishWith(id: string, finish: Finish): Promise<void> {
    const { element, epoch, token } = this.#holding(id);
    const { commands, dispatcher } = this.#services;
    const step = { ...finish, element, epoch, token };
    const { code, flush } = await commands.finishStep(this.#runId, step);
    await dispatcher.follow(this.#runId, flush);
    if (code !== ReplyCode.Ok) throw new Error(`${id} is not finished: code ${code}`);
    this.#held.delete(id);
    await this.#expectRefused(id, { element, epoch, token });
  }

  #holding(id: string): Held {
    const held = this.#held.get(id);
    if (!held) throw new EngineError("CONFLICT", `The driver holds no claim on ${id}.`);
    return held;
  }

  #place(id: string): { element: number; epoch: number } {
    const run = this.#seen;
    const element = run?.index.node(id)?.element;
    if (!run || element === undefined || element === null) throw new Error(`${id} has no element.`);
    return { element, epoch: run.records.get(element)?.e ?? 1 };
  }

  #runner(): StepRunner {
    const claims = undefined as never;
    return { services: this.#services, claims, tasks: new Map(), workerId: "w1", dataDir: "" };
  }
}

function finishOf(outcome: ModelOutcome): Finish {
  const error = { code: "TASK_ERROR" as const, name: "Error", message: "boom" };
  switch (outcome.kind) {
    case "succeeded":
      return { outcome: "D", value: JSON.stringify(outcome.value) };
    case "failed":
      return finishFailed(error);
    case "stopped":
      return { outcome: "P", value: "enough" };
    case "again":
      return { ...finishFailed(error), outcome: "T", delayMs: 0 };
  }
}
