import { describe, expect, it } from "vitest";
import { isSignatureValue, type NodeValue, SignatureValue } from "@/core/task";
import { runTask, Stopped, testContext } from "../test-context";
import { flowChain } from "./flow-chain";
import { flowCountdown } from "./flow-countdown";
import { flowFail } from "./flow-fail";
import { flowProgress } from "./flow-progress";
import { flowSpawn } from "./flow-spawn";
import { flowStop } from "./flow-stop";
import { timeSleep } from "./time-sleep";

describe("flow.fail", () => {
  it("fails every execution without times", async () => {
    const ctx = testContext({ executions: 1000 });
    await expect(runTask(flowFail, {}, ctx)).rejects.toThrow("failed");
  });

  it("recovers after `times` executions, however they are spread over attempts", async () => {
    const args = { message: "no", times: 2 };
    const second = testContext({ executions: 1, attempt: 1 });
    await expect(runTask(flowFail, args, second)).rejects.toThrow("no");
    expect(await runTask(flowFail, args, testContext({ executions: 2 }))).toBe("recovered");
  });
});

describe("flow.countdown", () => {
  it("gives itself with n - 1, then finishes", async () => {
    const next = await runTask(flowCountdown, { n: 3 });
    expect(isSignatureValue(next)).toBe(true);
    expect((next as SignatureValue).node).toEqual({
      kind: "task",
      task: "flow.countdown",
      args: [2],
    });
    expect(await runTask(flowCountdown, { n: 0 })).toBe("finished");
  });
});

describe("flow.spawn", () => {
  it("gives a group of squares", async () => {
    const spawned = (await runTask(flowSpawn, { count: 3 })) as NodeValue;
    expect(spawned.node).toMatchObject({
      kind: "group",
      children: [{ args: [0, 0] }, { args: [1, 1] }, { args: [2, 2] }],
    });
  });

  it("gives an empty group for none", async () => {
    const spawned = (await runTask(flowSpawn, { count: 0 })) as NodeValue;
    expect(spawned.node).toEqual({ kind: "group", children: [] });
  });
});

describe("flow.chain", () => {
  const call = (n: number) => new SignatureValue({ kind: "task", task: "flow.echo", args: [n] });

  it("gives a chain in which nothing is passed on", async () => {
    const result = (await runTask(flowChain, { signatures: [call(1), call(2)] })) as NodeValue;
    expect(result.node).toEqual({
      kind: "chain",
      children: [
        { kind: "task", task: "flow.echo", args: [1], immutable: true },
        { kind: "task", task: "flow.echo", args: [2], immutable: true },
      ],
    });
  });

  it("refuses an empty list, and says so in its schema", async () => {
    await expect(runTask(flowChain, { signatures: [] })).rejects.toThrow();
    expect(flowChain.info.params).toMatchObject({ properties: { signatures: { minItems: 1 } } });
  });
});

describe("flow.stop", () => {
  it("stops with the reason", async () => {
    await expect(runTask(flowStop, { reason: "enough" })).rejects.toThrow(new Stopped("enough"));
  });
});

describe("flow.progress", () => {
  it("reports each step with a label", async () => {
    const ctx = testContext();
    expect(await runTask(flowProgress, { steps: 2, ms: 0 }, ctx)).toBe(2);
    expect(ctx.said.filter((each) => !each.startsWith("log"))).toEqual([
      "0/2",
      "Step 1 of 2",
      "1/2",
      "Step 2 of 2",
      "2/2",
    ]);
  });

  it("stops between two steps when aborted", async () => {
    const abort = new AbortController();
    const ctx = testContext({
      signal: abort.signal,
      setState: () => abort.abort(new Error("revoked")),
    });
    await expect(runTask(flowProgress, { steps: 5, ms: 60_000 }, ctx)).rejects.toThrow("revoked");
    expect(ctx.said).toEqual(["0/5"]);
  });
});

describe("time.sleep", () => {
  it("gives the value", async () => {
    expect(await runTask(timeSleep, { ms: 1, value: [1] })).toEqual([1]);
    expect(await runTask(timeSleep, { ms: 0 })).toBeNull();
  });

  it("rejects with the reason of the abort at once", async () => {
    const abort = new AbortController();
    const reason = new Error("revoked");
    const running = runTask(timeSleep, { ms: 3_600_000 }, testContext({ signal: abort.signal }));
    abort.abort(reason);
    await expect(running).rejects.toBe(reason);
  });

  it("does not fire at once when the time is longer than a timer holds", async () => {
    const abort = new AbortController();
    const running = runTask(timeSleep, { ms: 2 ** 40 }, testContext({ signal: abort.signal }));
    const first = await Promise.race([running, new Promise((done) => setImmediate(done, "waits"))]);
    expect(first).toBe("waits");
    abort.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
  });
});
