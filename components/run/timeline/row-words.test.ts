import { describe, expect, it } from "vitest";
import type { Line, Segment } from "@/core/timeline";
import { lineWords, segmentAt, segmentWords } from "./row-words";

const segment = (kind: Segment["kind"], from: number, more: Partial<Segment> = {}): Segment => ({
  ...{ kind, from, attempt: 1, epoch: 1, iteration: 0 },
  ...more,
});

const LINE: Line = {
  state: "succeeded",
  segments: [
    segment("queued", 1_000, { to: 1_020, then: "running" }),
    segment("running", 1_020, { to: 1_520, then: "retrying" }),
    segment("backoff", 1_520, { to: 1_700, then: "running" }),
    segment("running", 1_700, { to: 2_200, then: "succeeded", attempt: 2 }),
  ],
};

describe("what a row says", () => {
  it("sums what the step did", () => {
    expect(lineWords(LINE, { from: 900, until: 9_999 })).toBe(
      "queued 20 ms, ran 1.0 s in 2 executions, backoff 180 ms, began 100 ms after the start",
    );
  });

  it("is nothing before anything happened", () => {
    expect(lineWords(undefined, { from: 0, until: 1 })).toBe("");
    expect(lineWords({ state: "pending", segments: [] }, { from: 0, until: 1 })).toBe("");
  });
});

describe("what a bar is", () => {
  it.each([
    [1_010, "Queued 20 ms"],
    [1_400, "Running 500 ms, attempt 1: retrying"],
    [1_600, "Waiting for the next attempt 180 ms"],
    [2_000, "Running 500 ms, attempt 2: succeeded"],
    [2_210, "Running 500 ms, attempt 2: succeeded"],
  ])("at %i is %s", (at, words) => {
    const found = segmentAt(LINE, at, { until: 9_999, withinMs: 20 });
    expect(found && segmentWords(found, 9_999)).toBe(words);
  });

  it("is none far from any, and goes on up to now while it is open", () => {
    expect(segmentAt(LINE, 5_000, { until: 9_999, withinMs: 20 })).toBeUndefined();
    const open: Line = { state: "running", segments: [segment("running", 0)] };
    const found = segmentAt(open, 900, { until: 1_000, withinMs: 0 });
    expect(found && segmentWords(found, 1_000)).toBe("Running 1.0 s so far");
  });
});
