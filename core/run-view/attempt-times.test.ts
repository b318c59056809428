import { describe, expect, it } from "vitest";
import { attemptTimes } from "./attempt-times";

describe("the times of an attempt", () => {
  it("are those of the first as long as there is no other", () => {
    expect(attemptTimes({ state: "succeeded", queuedAt: 1, startedAt: 3, finishedAt: 9 })).toEqual({
      queuedAt: 1,
      startedAt: 3,
      finishedAt: 9,
    });
  });

  it("are its own for a later one", () => {
    const second = { state: "running", queuedAt: 20, startedAt: 3, attemptStartedAt: 25 } as const;
    expect(attemptTimes(second)).toEqual({ queuedAt: 20, startedAt: 25 });
  });

  it("have no start as long as it has not begun, though one before it had", () => {
    expect(attemptTimes({ state: "queued", queuedAt: 20, startedAt: 3 })).toEqual({ queuedAt: 20 });
    expect(attemptTimes({ state: "retrying", startedAt: 3 })).toEqual({});
    expect(attemptTimes({ state: "revoked", queuedAt: 20, startedAt: 3, finishedAt: 22 })).toEqual({
      queuedAt: 20,
      finishedAt: 22,
    });
  });
});
