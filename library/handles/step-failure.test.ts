import { describe, expect, it } from "vitest";
import type { NodeView } from "@/core/snapshot";
import { task, TestRun } from "@/testing/run-view/test-run";
import { standingAsMember, standingOf } from "./standing";
import { StepFailure } from "./step-failure";

/** The view of a step that reached a state. */
function stepAt(status: Partial<NodeView>): NodeView {
  const run = new TestRun(task("n2"));
  return { ...run.node("n2"), task: "math.add", ...status };
}

const failureOf = (status: Partial<NodeView>, more: object = {}) =>
  new StepFailure({ runId: "r1", node: stepAt(status), ...more });

const thrown = {
  code: "TASK_ERROR",
  name: "RangeError",
  message: "boom",
  stack: "RangeError: boom\n    at run (tasks.ts:1:1)",
} as const;

describe("StepFailure", () => {
  it("tells of a handler's error, with its stack as the cause", () => {
    const failure = failureOf({ state: "failed", attempt: 3 }, { error: thrown });
    expect(failure.message).toBe("n2 (math.add) failed in attempt 3: RangeError: boom");
    expect(failure).toMatchObject({
      ...{ runId: "r1", nodeId: "n2", task: "math.add", state: "failed", code: "TASK_ERROR" },
      ...{ attempt: 3, error: thrown, cause: { name: "RangeError", message: "boom" } },
    });
    expect((failure.cause as Error).stack).toBe(thrown.stack);
  });

  it("tells what the engine says of a step by itself, without a stack of nobody", () => {
    const message = "The task math.add is not known. Start a worker that has it.";
    const error = { code: "TASK_UNKNOWN", name: "TaskUnknown", message } as const;
    const failure = failureOf({ state: "failed", error });
    expect(failure.message).toBe(`n2 (math.add) failed: ${message}`);
    expect(failure).toMatchObject({ code: "TASK_UNKNOWN", attempt: 1 });
    expect(failure.cause).toBeUndefined();
  });

  it.each([
    [{ state: "revoked", cause: { kind: "revoked" } }, "revoked", "was revoked"],
    [
      { state: "revoked", cause: { kind: "forced" } },
      "revoked",
      "was revoked, by force: its handler did not stop in time",
    ],
    [
      { state: "revoked", cause: { kind: "expired" } },
      "expired",
      "expired: it had not started in time",
    ],
    [
      { state: "skipped", cause: { kind: "failed", nodeId: "n1" } },
      "skipped",
      "was skipped, because n1 failed",
    ],
    [
      { state: "skipped", cause: { kind: "revoked", nodeId: "n1" } },
      "skipped",
      "was skipped, because n1 was revoked",
    ],
    [
      { state: "skipped", cause: { kind: "unneeded" } },
      "skipped",
      "was skipped: its case did not come",
    ],
  ] as const)("tells of %j", (status, state, text) => {
    const failure = failureOf(status);
    expect(failure.message).toBe(`n2 (math.add) ${text}`);
    expect(failure).toMatchObject({ state, code: state.toUpperCase() });
  });

  it("of a skipped step has the failure that it was skipped for as its cause", () => {
    const because = failureOf({ state: "failed" }, { error: thrown });
    const failure = failureOf({ state: "skipped", cause: { kind: "failed" } }, { because });
    expect(failure.cause).toBe(because);
  });
});

describe("the standing of a node", () => {
  it.each([
    [{ state: "pending" }, "open"],
    [{ state: "held" }, "open"],
    [{ state: "retrying" }, "open"],
    [{ state: "succeeded" }, "value"],
    [{ state: "failed" }, "failure"],
    [{ state: "revoked", cause: { kind: "revoked" } }, "failure"],
    [{ state: "skipped", cause: { kind: "failed" } }, "failure"],
    [{ state: "skipped", cause: { kind: "choice" } }, "nothing"],
  ] as const)("that is %j is %s", (status, standing) => {
    expect(standingOf(stepAt(status))).toBe(standing);
    expect(standingAsMember(stepAt(status))).toBe(standing);
  });

  it.each([
    [{ state: "failed" }, "nothing"],
    [{ state: "revoked", cause: { kind: "expired" } }, "nothing"],
    [{ state: "revoked", cause: { kind: "revoked" } }, "failure"],
    [{ state: "succeeded" }, "value"],
  ] as const)("that is optional and %j is %s to its container", (status, standing) => {
    expect(standingAsMember(stepAt({ optional: true, ...status }))).toBe(standing);
  });
});
