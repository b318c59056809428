import { describe, expect, it } from "vitest";
import { deedBetween, deedWords, type Deed, type Trace } from "./others-deeds";

const step = (state: Trace["state"], rest: Partial<Trace> = {}): Trace => ({
  ...{ kind: "task", state, epoch: 1, revoking: false, isByHand: false, isRevoked: false },
  ...rest,
});

describe("what somebody did to a step", () => {
  it.each<[string, Trace, Trace, Deed | null]>([
    ["asked to stop", step("running"), step("running", { revoking: true }), "revoked"],
    ["not begun", step("queued"), step("revoked", { isRevoked: true }), "revoked"],
    ["failed before", step("failed"), step("queued", { epoch: 2 }), "retried"],
    [
      "failed, and succeeded in the same moment",
      step("failed"),
      step("succeeded", { epoch: 2 }),
      "retried",
    ],
    [
      "given a value",
      step("failed"),
      step("succeeded", { epoch: 2, isByHand: true }),
      "marked as succeeded",
    ],
    [
      "stopped at last",
      step("running", { revoking: true }),
      step("revoked", { isRevoked: true }),
      null,
    ],
    ["tried again by itself", step("running"), step("retrying", { epoch: 2 }), null],
    ["ended", step("running"), step("failed"), null],
    ["skipped no more", step("skipped"), step("pending"), null],
  ])("is seen of one that was %s", (_, before, after, deed) => {
    expect(deedBetween(before, after)).toBe(deed);
  });

  it("is said in one sentence", () => {
    expect(deedWords(new Map())).toBeNull();
    expect(deedWords(new Map([["retried", 3]]))).toBe("Somebody else retried 3 steps");
    const both = new Map<Deed, number>([
      ["marked as succeeded", 1],
      ["revoked", 2],
    ]);
    expect(deedWords(both)).toBe("Somebody else marked 1 step as succeeded, revoked 2 steps");
  });
});
