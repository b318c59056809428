/** When each execution of a step waited, began and ended, by the scripts' clock. */
import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { attemptTimes } from "@/core/run-view";
import { createHandServices, EngineRun } from "@/testing/driver/engine-run";
import { call } from "@/testing/nodes";
import { testRedis } from "@/testing/redis";
import { applyEventsOf } from "@/testing/driver/checks";
import { getNode } from "./node-details";

const BRIEF = JSON.stringify({ code: "TASK_ERROR", name: "Error", message: "no" });
const FAILED = { brief: BRIEF, full: BRIEF };
const step = (id: string): WorkflowNode => ({ ...call("flow.echo"), id });

async function submitted(root: WorkflowNode, window = 1000) {
  const redis = await testRedis();
  const clock = { at: 1_000 };
  const services = createHandServices({
    ...{ redis: redis.client, prefix: redis.prefix, budget: 1000, window },
    now: () => clock.at,
  });
  const hand = await EngineRun.submit(services, { version: 1, name: "times", root });
  return {
    ...{ clock, hand },
    view: async (nodeId: string) => {
      const found = (await hand.view()).nodes.get(nodeId);
      if (!found) throw new Error(`no node ${nodeId}`);
      return found;
    },
    history: async (nodeId: string) => (await getNode(services, hand.runId, nodeId)).history,
    [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
  };
}

describe("the times of an execution", () => {
  it("part the wait from the work, and count from the step's turn", async () => {
    const root: WorkflowNode = { kind: "chain", id: "c", children: [step("a"), step("b")] };
    await using run = await submitted(root);
    const { clock, hand } = run;
    expect(await run.view("a")).toMatchObject({ state: "queued", queuedAt: 1_000 });
    clock.at = 1_005;
    const held = await hand.claim("a");
    clock.at = 1_030;
    await hand.finish(held, { outcome: "D", value: "1" });
    expect(attemptTimes(await run.view("a"))).toEqual({
      ...{ queuedAt: 1_000, startedAt: 1_005, finishedAt: 1_030 },
    });
    expect(await run.view("b")).toMatchObject({ state: "queued", queuedAt: 1_030 });
  });

  it("are each attempt's own, and the wait for another begins when it is due", async () => {
    await using run = await submitted(step("a"));
    const { clock, hand } = run;
    clock.at = 1_010;
    const first = await hand.claim("a");
    clock.at = 1_020;
    await hand.finish(first, { outcome: "T", delayMs: 100, ...FAILED });
    expect(attemptTimes(await run.view("a"))).toEqual({});
    clock.at = 1_150;
    const second = await hand.claim("a");
    clock.at = 1_180;
    await hand.finish(second, { outcome: "F", ...FAILED });
    expect(await run.view("a")).toMatchObject({ startedAt: 1_010, attemptStartedAt: 1_150 });
    expect(attemptTimes(await run.view("a"))).toEqual({
      ...{ queuedAt: 1_120, startedAt: 1_150, finishedAt: 1_180 },
    });
    clock.at = 5_000;
    await hand.retry("node", "a");
    expect(attemptTimes(await run.view("a"))).toEqual({ queuedAt: 5_000 });
    expect(await run.history("a")).toMatchObject([
      { attempt: 1, outcome: "failed", queuedAt: 1_000, startedAt: 1_010, finishedAt: 1_020 },
      { attempt: 2, outcome: "failed", queuedAt: 1_120, startedAt: 1_150, finishedAt: 1_180 },
    ]);
  });

  it("tell of one whose worker was lost, and of one that never began", async () => {
    await using run = await submitted(step("a"));
    const { clock, hand } = run;
    const held = await hand.claim("a");
    clock.at = 2_000;
    await hand.lose(held.element);
    expect(attemptTimes(await run.view("a"))).toEqual({ queuedAt: 2_000 });
    clock.at = 2_500;
    await hand.revoke("a");
    expect(attemptTimes(await run.view("a"))).toEqual({ queuedAt: 2_000, finishedAt: 2_500 });
    await hand.retry("node", "a");
    const [lost, never] = await run.history("a");
    expect(lost).toMatchObject({ outcome: "lost", startedAt: 1_000, finishedAt: 2_000 });
    expect(lost).toMatchObject({ worker: "hand" });
    expect(never).toMatchObject({ outcome: "revoked", finishedAt: 2_500 });
    expect(never).not.toHaveProperty("startedAt");
  });

  it("count the wait behind the run's window, and through a pause", async () => {
    const root: WorkflowNode = { kind: "group", id: "g", children: [step("a"), step("b")] };
    await using run = await submitted(root, 1);
    const { clock, hand } = run;
    clock.at = 1_500;
    await hand.setPaused(true);
    clock.at = 1_700;
    await hand.setPaused(false);
    const held = await hand.claim("a");
    await hand.finish(held, { outcome: "D", value: "1" });
    clock.at = 1_900;
    await hand.claim("b");
    expect(attemptTimes(await run.view("b"))).toEqual({ queuedAt: 1_000, startedAt: 1_900 });
  });

  it("are told by the events as by the records", async () => {
    await using run = await submitted(step("a"));
    const { clock, hand } = run;
    clock.at = 1_010;
    const held = await hand.claim("a");
    clock.at = 1_020;
    await hand.finish(held, { outcome: "D", value: "1" });
    const told = (await applyEventsOf(hand)).nodes.get("a");
    expect(attemptTimes(told ?? (await run.view("none")))).toEqual({
      ...{ queuedAt: 1_000, startedAt: 1_010, finishedAt: 1_020 },
    });
  });
});
