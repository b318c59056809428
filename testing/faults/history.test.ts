import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/core/events";
import type { StepError, StepState } from "@/core/states";
import { chain, step } from "../nodes";
import { checkHistory, complaintsOf, failureByDesign, type WatchedRun } from "./history";
import type { Note } from "./notes";

const workflow = {
  version: 1,
  name: "test",
  root: chain(step("a", "give"), step("b", "give")),
} as const;
const run: WatchedRun = { runId: "r", workflow };

/** A story of steps: `a running 1` is a claim in epoch 1. */
const events = (...story: string[]): RunEvent[] =>
  story.map((text, i) => {
    const [nodeId = "", state, epoch, worker = "w"] = text.split(" ");
    return {
      ...{ seq: i + 1, at: i, type: "step.changed", nodeId, state: state as StepState },
      ...{ epoch: Number(epoch), attempt: 1, iteration: 0, claims: 1, revoking: false, worker },
    };
  });

const starts = (...nodes: string[]): Note[] =>
  nodes.map((node, t) => ({
    ...{ run: "r", node, pid: 1, attempt: 1, iteration: 0, key: "k", phase: "start", t },
  }));

const GOOD = ["a running 1", "a succeeded 1", "b running 1", "b succeeded 1"];

describe("checkHistory", () => {
  it("has nothing to say of a run in which each step ran once, or again after its worker was lost", () => {
    expect(checkHistory(run, events(...GOOD), starts("a", "b"))).toEqual([]);
    const again = events("a running 1", "a queued 2", "a running 2", "a succeeded 2");
    expect(checkHistory(run, again, starts("a", "a"))).toEqual([]);
  });

  it("notices a second end in one epoch", () => {
    const twice = events(...GOOD, "b succeeded 1");
    expect(checkHistory(run, twice, starts("a", "b"))).toEqual([
      "I2: b in epoch 1 ended 2 times: succeeded, succeeded",
    ]);
  });

  it("notices what succeeded without an execution, and an execution without a claim", () => {
    expect(checkHistory(run, events(...GOOD), starts("a"))).toEqual([
      "I5: b succeeded and was never executed",
    ]);
    expect(checkHistory(run, events(...GOOD), starts("a", "b", "b"))).toEqual([
      "I5: b was executed 2 times with 1 claims",
    ]);
  });

  it("tells a failure that is meant from one that is not", () => {
    const fail = (code: StepError["code"], message: string) => {
      const [claim, end] = events("a running 1", "a failed 1");
      const error = { code, name: "Error", message };
      return [claim, { ...end, error }] as RunEvent[];
    };
    const check = (failed: RunEvent[], marks: Partial<WatchedRun> = {}) =>
      checkHistory({ ...run, ...marks }, failed, starts("a"));
    expect(check(fail("TASK_ERROR", failureByDesign("a")))).toEqual([]);
    expect(check(fail("MAP_INPUT", "no list"))).toEqual([]);
    expect(check(fail("INFRA_LOST", "lost"))).toEqual([
      "I5: a failed, and nobody meant it to: INFRA_LOST: lost",
    ]);
    expect(check(fail("POISON", "guilty"), { mayFailWith: ["POISON"] })).toEqual([]);
    expect(check(fail("TASK_ERROR", "oops"), { mayFailWith: ["POISON"] })).toHaveLength(1);
  });

  it("notices a claim and an outcome after a revoke was acknowledged", () => {
    const late = checkHistory({ ...run, revokedAt: 2 }, events(...GOOD), starts("a", "b"));
    expect(late).toEqual([
      "I6: b was claimed after the revoke",
      "I6: b succeeded after the revoke",
    ]);
  });
});

describe("complaintsOf", () => {
  it("lets pass what is expected, and no other error", () => {
    const said = ["INFO Stopped.", "ERROR Missing lock for job 1", "WARN slow", "ERROR odd"];
    expect(complaintsOf(said.join("\n"), [/Missing lock/])).toEqual([
      "I9: a process said: ERROR odd",
    ]);
    expect(complaintsOf("[espalier] error: odd\n[espalier] warn: slow", [])).toHaveLength(1);
    expect(complaintsOf("(node:1) MaxListenersExceededWarning: leak", [])).toHaveLength(1);
  });
});
