import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/core/events";
import { EventRing } from "./event-ring";

const events = (from: number, to: number): RunEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    seq: from + i,
    at: 0,
    type: "nodes.dropped",
    parentId: "p",
  }));

const seqs = (found: RunEvent[] | null) => found?.map(({ seq }) => seq);

describe("EventRing", () => {
  it("gives what is behind a place, up to the limit", () => {
    const ring = new EventRing(3);
    ring.append(events(4, 8), 8);
    expect(seqs(ring.after(3, 10))).toEqual([4, 5, 6, 7, 8]);
    expect(seqs(ring.after(6, 1))).toEqual([7]);
    expect(ring.after(8, 10)).toEqual([]);
    expect(ring.after(2, 10)).toBeNull();
    expect(ring.last).toBe(8);
  });

  it("stands where it began while it is empty", () => {
    const ring = new EventRing(3);
    expect(ring.last).toBe(3);
    expect(ring.after(3, 1)).toEqual([]);
    expect(ring.after(2, 1)).toBeNull();
  });

  it("accounts for events that it was not given", () => {
    const ring = new EventRing(3);
    ring.append(events(4, 5), 9);
    expect(ring.last).toBe(9);
    expect(ring.after(5, 10)).toEqual([]);
  });

  it("is bounded, and knows what it has dropped", () => {
    const ring = new EventRing(0);
    for (let page = 0; page < 50; page += 1)
      ring.append(events(page * 1000 + 1, page * 1000 + 1000), page * 1000 + 1000);
    expect(ring.last).toBe(50_000);
    expect(ring.after(0, 1)).toBeNull();
    expect(ring.after(43_000, 1)).toBeNull();
    expect(seqs(ring.after(45_000, 2))).toEqual([45_001, 45_002]);
  });

  it("counts the nodes inside events, and keeps the newest page however large", () => {
    const ring = new EventRing(0);
    const node = { id: "n" } as Extract<RunEvent, { type: "nodes.born" }>["nodes"][number];
    const born: RunEvent = {
      seq: 1,
      at: 0,
      type: "nodes.born",
      parentId: "p",
      nodes: Array.from({ length: 10_000 }, () => node),
    };
    ring.append([born], 1);
    expect(seqs(ring.after(0, 1))).toEqual([1]);
    ring.append(events(2, 2), 2);
    expect(ring.after(0, 1)).toBeNull();
    expect(seqs(ring.after(1, 1))).toEqual([2]);
  });
});
