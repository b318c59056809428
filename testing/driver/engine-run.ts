/**
 * A run of the real engine, moved by hand: its scripts on a real Redis, without BullMQ, workers or time. What
 * BullMQ would deliver is decided by whoever drives.
 */
import type { Redis } from "ioredis";
import type { Json, Workflow } from "@/core/node";
import { ReplyCode, type Flush } from "@/engine/replies";
import type { ClaimReply } from "@/engine/step-moves";
import type { StepRecord } from "@/engine/step-record";
import { setPaused } from "@/engine/control";
import type { Services } from "@/engine/core-services";
import type { StepPayload } from "@/engine/plan-text";
import type { RetryScope } from "@/engine/port";
import { retry } from "@/engine/retry";
import { revoke } from "@/engine/revoke";
import { readRunFields } from "@/engine/run-fields";
import { readSummary } from "@/engine/run-list";
import { createServices } from "@/engine/services";
import { readRun, readView, type ReadRun } from "@/engine/snapshots";
import { submit } from "@/engine/submit";
import { succeed } from "@/engine/succeed";
import { Claims } from "@/engine/worker/claims";
import { Lanes } from "@/engine/worker/lanes";
import { receivedOf } from "@/engine/worker/received";
import type { Finish, StepRunner } from "@/engine/worker/runner";
import { unfoldMap } from "@/engine/worker/unfold";
import { taskInfo } from "../task-infos";
import { claimStep, finishSteps } from "./moves";
import { z } from "zod";

export interface Held {
  nodeId: string;
  element: number;
  epoch: number;
  token: string;
  payload: StepPayload;
  reply: Extract<ClaimReply, { code: 0 }>;
}

/** The histories look when all is worked off. */
const NEVER_MS = 2 ** 31 - 1;

/** Services on one connection; `budget` small enough that scripts leave work to each other, `window` that steps wait. */
export function createHandServices(options: {
  redis: Redis;
  prefix: string;
  budget: number;
  window: number;
  /** The clock of the scripts, milliseconds since 1970. Absent: Redis' own. */
  now?: () => number;
}): Services {
  const { redis, prefix, budget, window, now } = options;
  const services = createServices(
    redis,
    { prefix },
    {
      budget,
      window,
      patienceMs: NEVER_MS,
      infraLimit: 1000,
      claimLimit: 1000,
      ...(now ? { now } : {}),
    },
  );
  const { commands } = services;
  services.dispatcher = {
    // Nothing is delivered; what is left to propagate is worked off.
    async follow(runId, first) {
      let flush: Flush = first;
      const total = { ...first };
      while (flush.more) {
        flush = await commands.advanceRun(runId);
        total.revoked += flush.revoked;
        total.revoking += flush.revoking;
      }
      return total;
    },
    drain: async () => {},
  };
  return services;
}

export class EngineRun {
  readonly services: Services;
  readonly runId: string;
  readonly #runner: StepRunner;

  constructor(services: Services, runId: string) {
    this.services = services;
    this.runId = runId;
    const claims = new Claims(services.commands, { ...services.timings, beatMs: 1e9 }, () => {});
    claims.close();
    const lanes = new Lanes({
      commands: services.commands,
      workerId: "hand",
      follow: services.dispatcher.follow,
      onError: () => {},
    });
    this.#runner = { services, claims, lanes, tasks: new Map(), workerId: "hand", dataDir: "" };
  }

  static async submit(services: Services, workflow: Workflow): Promise<EngineRun> {
    await services.registry.announceTasks([
      taskInfo("flow.echo", { value: z.unknown().optional() }),
    ]);
    const { runId } = await submit(services, { workflow });
    return new EngineRun(services, runId);
  }

  read(): Promise<ReadRun> {
    return readRun(this.services, this.runId);
  }

  async record(nodeId: string): Promise<{ element: number; record: StepRecord }> {
    const run = await this.read();
    const element = run.index.node(nodeId)?.element;
    if (element === null || element === undefined) throw new Error(`${nodeId} has no step`);
    return { element, record: run.records.get(element) ?? { s: "P", e: 1 } };
  }

  async claim(nodeId: string): Promise<Held> {
    const { element, record } = await this.record(nodeId);
    const epoch = record.e;
    const token = this.services.createId();
    const reply = await this.claimAs({ element, epoch, token });
    if (reply.code !== ReplyCode.Ok) throw new Error(`${nodeId} was not claimed: ${reply.code}`);
    const payload = JSON.parse(reply.claimed.override || reply.claimed.payload) as StepPayload;
    return { nodeId, element, epoch, token, payload, reply };
  }

  async claimAs(claim: { element: number; epoch: number; token: string }): Promise<ClaimReply> {
    const reply = await claimStep(this.services, this.runId, claim);
    await this.services.dispatcher.follow(this.runId, reply.flush);
    return reply;
  }

  received(held: Held): Promise<{ value: Json } | undefined> {
    const { payload, reply } = held;
    return receivedOf(this.#runner, reply.claimed, { runId: this.runId, payload });
  }

  /** What `unfoldMap` makes of a claimed map. */
  async unfold(held: Held): Promise<ReplyCode> {
    const claim = this.#runner.claims.hold({
      runId: this.runId,
      element: held.element,
      token: held.token,
    });
    const finish = await unfoldMap(this.#runner, held.reply.claimed, {
      claim,
      payload: held.payload,
    });
    this.#runner.claims.release(claim);
    return finish === "lost" ? ReplyCode.Stale : this.finish(held, finish);
  }

  async finish(held: Held, finish: Finish): Promise<ReplyCode> {
    const [reply] = await this.finishTogether([{ held, finish }]);
    return reply?.code ?? ReplyCode.Gone;
  }

  /** In one call; `goesOn`: the worker would go on with another step in the same slot. */
  async finishTogether(
    moves: readonly { held: Held; finish: Finish; goesOn?: boolean }[],
  ): Promise<{ code: ReplyCode; next?: Held }[]> {
    const finishes = moves.map(({ held, finish, goesOn }) => {
      const { element, epoch, token } = held;
      const nextToken = goesOn ? this.services.createId() : "";
      return { ...finish, element, epoch, token, nextToken };
    });
    const { replies, flush } = await finishSteps(this.services, this.runId, finishes);
    await this.services.dispatcher.follow(this.runId, flush);
    const again = await finishSteps(this.services, this.runId, finishes);
    const run = await this.read();
    return replies.map(({ code, next }, i) => {
      // Sent twice by the connection: counted once, and answered with the same next step.
      const repeated = again.replies[i];
      if (repeated?.next?.element !== next?.element || repeated?.code === ReplyCode.Ok) {
        throw new Error(`A repeated finish answers ${JSON.stringify(repeated)}`);
      }
      if (!next) return { code };
      const { element, epoch, claimed } = next;
      const nodeId = run.nodes.find((node) => node.element === element)?.id ?? "";
      const payload = JSON.parse(claimed.override || claimed.payload) as StepPayload;
      const token = finishes[i]?.nextToken ?? "";
      const reply = { code: ReplyCode.Ok, claimed } as const;
      return { code, next: { nodeId, element, epoch, token, payload, reply } };
    });
  }

  /** The lease ends, or the grace time does, and a sweeper comes by. */
  async lose(element: number): Promise<void> {
    const { redis, keys } = this.services;
    await redis.zadd(keys.runKey(this.runId, "due"), 1, element);
    await this.sweep();
  }

  async expire(element: number): Promise<void> {
    const { redis, keys } = this.services;
    await redis.zadd(keys.runKey(this.runId, "due"), 1, `x${element}`);
    await this.sweep();
  }

  async sweep(): Promise<void> {
    const { flush } = await this.services.commands.sweepRun(this.runId);
    await this.services.dispatcher.follow(this.runId, flush);
  }

  revoke(nodeId: string | null, { dryRun = false } = {}) {
    const named = nodeId === null ? {} : { nodeId };
    return revoke(this.services, { runId: this.runId, ...named, ...(dryRun ? { dryRun } : {}) });
  }

  retry(scope: RetryScope, nodeId: string | null) {
    return retry(this.services, {
      runId: this.runId,
      scope,
      ...(nodeId === null ? {} : { nodeId }),
    });
  }

  succeed(nodeId: string, value: Json) {
    return succeed(this.services, { runId: this.runId, nodeId, value });
  }

  setPaused(paused: boolean): Promise<void> {
    return setPaused(this.services, this.runId, paused);
  }

  async summary() {
    const { redis, keys } = this.services;
    const fields = await readRunFields(redis, keys, this.runId);
    return readSummary(this.services, this.runId, fields);
  }

  view() {
    return readView(this.services, this.runId);
  }
}
