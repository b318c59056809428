import { describe, expect, it, vi } from "vitest";
import type { RunEvent } from "@/core/events";
import { applyEvents, type RunView } from "@/core/run-view";
import { createRandom } from "@/testing/random";
import { simulateRun } from "@/testing/timeline/simulated-run";
import type { RunMoment, RunStore } from "../run-store";
import { createPastStore } from "./past-store";
import { oncePast, stepEvent, stepShare } from "./travel";

const task = (id: string) => ({ kind: "task" as const, id, task: "flow.echo" });
const ROOT = { kind: "group" as const, id: "g", children: [task("a"), task("b"), task("c")] };

/** A run of which the page has seen so many events; the server keeps those from `first` on. */
function scene({ seen = Infinity, first = 1 } = {}) {
  const { events, submitted } = simulateRun(createRandom(4), ROOT);
  const live = submitted();
  applyEvents(live, events.slice(0, seen));
  const shown: (RunMoment | null)[] = [];
  let hear: (events: readonly RunEvent[]) => void = () => {};
  const run = {
    liveView: (): RunView => live,
    show: (moment: RunMoment | null) => shown.push(moment),
    hear: (listener: typeof hear) => {
      hear = listener;
      return () => {};
    },
  } as unknown as RunStore;
  const server = { gen: "g", stored: events.slice(0, seen) };
  const reads: number[] = [];
  const past = createPastStore({
    run,
    clock: () => 0,
    read: async (after) => {
      reads.push(after);
      const kept = server.stored.filter(({ seq }) => seq >= first);
      const page = kept.filter(({ seq }) => seq > after).slice(0, 4);
      const last = server.stored.length;
      return { gen: server.gen, events: page, through: page.at(-1)?.seq ?? last, first, last };
    },
  });
  past.start();
  const send = (list: RunEvent[]) => {
    applyEvents(live, list);
    hear(list);
  };
  const ready = () => vi.waitFor(() => expect(past.store.getState().status).toBe("ready"));
  return { past, events, server, reads, send, shown, ready, run };
}

const seqs = (past: ReturnType<typeof scene>["past"]) =>
  past.history()?.events.map(({ seq }) => seq);

describe("the past of a run", () => {
  it("is read page by page, and only once somebody asks", async () => {
    const { past, events, reads, ready } = scene();
    expect(reads).toEqual([]);
    past.open();
    await ready();
    expect(seqs(past)).toEqual(events.map(({ seq }) => seq));
    expect(reads.length).toBe(Math.ceil(events.length / 4));
    expect(past.lines().byNode.size).toBe(3);
  });

  it("goes on with what comes in, and asks for what was lost on the way", async () => {
    const { past, events, server, send, ready } = scene({ seen: 4 });
    past.open();
    await ready();
    send(events.slice(4, 6));
    expect(seqs(past)).toEqual([1, 2, 3, 4, 5, 6]);
    server.stored = events;
    send(events.slice(8));
    await vi.waitFor(() => expect(seqs(past)).toEqual(events.map(({ seq }) => seq)));
    const ended = [...past.lines().byNode.values()].every(({ state }) => state === "succeeded");
    expect(ended).toBe(true);
  });

  it("says up to when it is put together where the beginning is gone", async () => {
    const { past, events, ready } = scene({ first: 6 });
    past.open();
    await ready();
    expect(past.store.getState().approximateUntil).toBe(events[5]?.at);
    expect(seqs(past)?.slice(-3)).toEqual(events.slice(-3).map(({ seq }) => seq));
    expect(seqs(past)?.[0]).toBeGreaterThan(0);
  });

  it("begins anew where Redis has another history", async () => {
    const { past, events, server, send, ready, shown } = scene({ seen: 4 });
    past.open();
    await ready();
    stepEvent(past, -1);
    server.gen = "other";
    server.stored = events;
    send(events.slice(6));
    await vi.waitFor(() => expect(seqs(past)?.length).toBe(events.length));
    expect(past.store.getState().moment).toBeNull();
    expect(shown.at(-1)).toBeNull();
  });

  it("says why it cannot be read, and tries again when asked", async () => {
    const { run } = scene();
    let isAway = true;
    const past = createPastStore({
      run,
      read: async () => {
        if (isAway) throw new Error("away");
        return { gen: "g", events: [], through: 0, first: 1, last: 0 };
      },
    });
    past.start();
    past.open();
    await vi.waitFor(() => expect(past.store.getState().status).toBe("failed"));
    expect(past.store.getState().problem).toEqual(new Error("away"));
    isAway = false;
    past.open();
    await vi.waitFor(() => expect(past.store.getState().status).toBe("ready"));
  });
});

describe("going through a run", () => {
  it("goes event by event, and past the last one to now", async () => {
    const { past, events, ready, shown } = scene();
    past.open();
    await ready();
    stepEvent(past, -1);
    expect(past.store.getState().moment).toEqual({
      index: events.length - 1,
      at: events.at(-2)?.at,
    });
    expect(shown.at(-1)?.view.seq).toBe(events.length - 1);
    stepEvent(past, 1);
    expect(past.store.getState().moment?.index).toBe(events.length);
    stepEvent(past, 1);
    expect(past.store.getState().moment).toBeNull();
    stepEvent(past, 1);
    expect(past.store.getState().moment).toBeNull();
  });

  it("goes by shares of the run, no farther than its start, and past its end to now", async () => {
    const { past, events, ready } = scene();
    past.open();
    await ready();
    stepShare(past, -0.5);
    const [from, to] = [events[0]?.at ?? 0, events.at(-1)?.at ?? 0];
    expect(past.store.getState().moment?.at).toBe((from + to) / 2);
    stepShare(past, -2);
    expect(past.store.getState().moment?.at).toBe(from);
    stepShare(past, 2);
    expect(past.store.getState().moment).toBeNull();
  });

  it("does what is asked before everything is read as soon as it is", async () => {
    const { past, events, ready } = scene();
    oncePast(past, () => stepEvent(past, -1));
    await ready();
    expect(past.store.getState().moment?.index).toBe(events.length - 1);
  });
});
