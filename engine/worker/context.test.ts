import { describe, expect, it, vi } from "vitest";
import { contextOf, factsOf, type StepFacts } from "./context";
import { RetrySignal, StopSignal } from "./signals";

const facts: StepFacts = {
  runId: "r",
  stepId: "n1",
  attempt: 2,
  iteration: 0,
  executions: 1,
  idempotencyKey: "r.0.0.0",
  dataDir: "data",
};

function made() {
  const listener = { progress: vi.fn(), setState: vi.fn(), log: vi.fn() };
  const ctx = contextOf(facts, new AbortController(), listener);
  return { ctx, listener };
}

describe("contextOf", () => {
  it("offers functions that work when they are taken off it", () => {
    const { ctx, listener } = made();
    const { progress, setState, log, stop, retry } = ctx;
    progress(1, 2);
    setState("Uploading");
    log("half of it");
    expect(listener.progress).toHaveBeenCalledWith(1, 2);
    expect(listener.setState).toHaveBeenCalledWith("Uploading");
    expect(listener.log).toHaveBeenCalledWith("half of it");
    expect(() => stop("enough")).toThrow(StopSignal);
    expect(() => retry({ delayMs: 5 })).toThrow(RetrySignal);
  });

  it("can be copied with a part of its own", () => {
    const { ctx, listener } = made();
    const log = vi.fn();
    const copy = { ...ctx, log };
    copy.log("mine");
    copy.setState("Uploading");
    expect(log).toHaveBeenCalledWith("mine");
    expect(listener.log).not.toHaveBeenCalled();
    expect(listener.setState).toHaveBeenCalledWith("Uploading");
    expect(copy.signal.aborted).toBe(false);
  });

  it("tells its facts, and a copy of them holds nothing of this process", () => {
    const { ctx } = made();
    expect(factsOf(ctx)).toEqual(facts);
  });

  it.each([
    [Number.NaN, 1],
    [-1, 1],
    [1, Number.POSITIVE_INFINITY],
  ])("refuses progress of %d of %d", (completed, total) => {
    const { ctx, listener } = made();
    expect(() => ctx.progress(completed, total)).toThrow(TypeError);
    expect(listener.progress).not.toHaveBeenCalled();
  });
});
