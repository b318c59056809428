import { describe, expect, it } from "vitest";
import { task, TestRun } from "@/testing/run-view/test-run";
import { detailsThen, linesThen, resultThen } from "./then";

const FIRST = { epoch: 3, attempt: 1, iteration: 0, finishedAt: 5 };
const ENDED = { state: "succeeded", epoch: 1 } as const;

/** The same run twice: as it was, and as it is. */
function scene() {
  const root = {
    kind: "chain",
    id: "c",
    children: [task("a"), task("b")],
  } as const;
  return {
    past: new TestRun({ ...root, children: [...root.children] }),
    live: new TestRun({ ...root, children: [...root.children] }),
  };
}

describe("resultThen", () => {
  it("is none before the end, of steps and of containers", () => {
    const { past, live } = scene();
    past.set({ a: "running" });
    live.set({ a: ENDED, b: ENDED });
    expect(resultThen(past.view, live.view, "a")).toBe("none");
    past.set({ a: ENDED });
    expect(resultThen(past.view, live.view, "a")).toBe("there");
    expect(resultThen(past.view, live.view, "c")).toBe("none");
    past.set({ b: ENDED });
    expect(resultThen(past.view, live.view, "c")).toBe("there");
  });

  it("is gone when something in it has been decided anew since", () => {
    const { past, live } = scene();
    past.set({ a: ENDED, b: ENDED });
    live.set({ a: ENDED, b: { state: "succeeded", epoch: 2 } });
    expect(resultThen(past.view, live.view, "a")).toBe("there");
    expect(resultThen(past.view, live.view, "b")).toBe("replaced");
    expect(resultThen(past.view, live.view, "c")).toBe("replaced");
    live.set({ b: { state: "queued", epoch: 1 } });
    expect(resultThen(past.view, live.view, "b")).toBe("replaced");
  });

  it("is none of what had failed, and of what was not there", () => {
    const { past, live } = scene();
    past.set({ a: "failed" });
    live.set({ a: "failed" });
    expect(resultThen(past.view, live.view, "a")).toBe("none");
    expect(resultThen(past.view, live.view, "nobody")).toBe("none");
  });
});

describe("detailsThen", () => {
  const details = {
    args: [1],
    received: "x",
    idempotencyKey: "k",
    error: { message: "long" },
    history: [FIRST, { ...FIRST, attempt: 2, finishedAt: 20 }],
  };
  const at = 10;

  it("leaves out ends that had not come, and what had not been received", () => {
    const { past, live } = scene();
    past.set({ a: "queued" });
    live.set({ a: { state: "failed", startedAt: 12 } });
    const [then, now] = [past.view.nodes.get("a")!, live.view.nodes.get("a")];
    expect(detailsThen(details, { then, live: now, at })).toEqual({
      ...{ args: [1], idempotencyKey: "k", history: [FIRST] },
    });
  });

  it("tells once of an end that another decision has followed since", () => {
    const { past, live } = scene();
    past.set({ a: { state: "failed", epoch: 3, startedAt: 1, finishedAt: 5 } });
    live.set({ a: { state: "running", epoch: 4, startedAt: 12 } });
    const [then, now] = [past.view.nodes.get("a")!, live.view.nodes.get("a")];
    const noted = { history: [{ ...FIRST, attempt: then.attempt }] };
    expect(detailsThen(noted, { then, live: now, at }).history).toEqual([]);
    past.set({ a: { state: "retrying", epoch: 4 } });
    const waits = past.view.nodes.get("a")!;
    expect(detailsThen(noted, { then: waits, live: now, at }).history).toEqual(noted.history);
  });

  it("keeps what was so then", () => {
    const { past, live } = scene();
    past.set({ a: { state: "failed", startedAt: 1 } });
    live.set({ a: { state: "failed", startedAt: 1 } });
    const [then, now] = [past.view.nodes.get("a")!, live.view.nodes.get("a")];
    expect(detailsThen(details, { then, live: now, at })).toEqual({
      ...details,
      history: [FIRST],
    });
  });

  it("knows nothing of a decision that another has followed", () => {
    const { past, live } = scene();
    past.set({ a: { state: "failed", epoch: 1, startedAt: 1 } });
    live.set({ a: { state: "failed", epoch: 2, startedAt: 1 } });
    const [then, now] = [past.view.nodes.get("a")!, live.view.nodes.get("a")];
    expect(detailsThen(details, { then, live: now, at })).toEqual({
      ...{ args: [1], history: [FIRST] },
    });
  });
});

describe("linesThen", () => {
  it("keeps the lines that had come, by the clock of the stream", () => {
    const lines = ["9-0", "10-3", "11-0"].map((id) => ({ id }));
    expect(linesThen(lines, 10)).toEqual([{ id: "9-0" }, { id: "10-3" }]);
  });
});
