/** What a page shows while it looks at a moment of the run that is over. */
import { expect, it, vi } from "vitest";
import type { RunEvent } from "@/core/events";
import { RunHistory } from "@/core/run-at";
import { applyEvents, snapshotOf, viewFromSnapshot } from "@/core/run-view";
import { createRandom } from "@/testing/random";
import { simulateRun } from "@/testing/timeline/simulated-run";
import type { RunStreamHandlers } from "./run-port";
import { createRunStore } from "./run-store";

const task = (id: string) => ({ kind: "task" as const, id, task: "flow.echo" });

/** A run of three steps of which the page has seen the first events, and its history. */
async function watching(seen: number) {
  const root = { kind: "group" as const, id: "g", children: [task("a"), task("b"), task("c")] };
  const { events, submitted } = simulateRun(createRandom(1), root);
  const live = submitted();
  applyEvents(live, events.slice(0, seen));
  const frames: (() => void)[] = [];
  let stream: RunStreamHandlers | undefined;
  const run = createRunStore({
    runId: "r",
    port: {
      view: () => Promise.resolve(viewFromSnapshot(structuredClone(snapshotOf(live)))),
      follow(_runId, _cursor, handlers) {
        stream = handlers;
        return () => {};
      },
    },
    schedule: (flush) => frames.push(flush),
    onConnection: () => {},
  });
  run.start();
  await vi.waitFor(() => expect(stream).toBeDefined());
  const history = new RunHistory(live);
  history.append(events);
  const send = (list: RunEvent[]) => {
    stream?.onBatch({ kind: "events", events: list, cursor: "g:1" });
    for (const flush of frames.splice(0)) flush();
  };
  return { run, history, events, send };
}

it("shows the states of that moment, and of now when it goes back", async () => {
  const { run, history, events } = await watching(Number.MAX_SAFE_INTEGER);
  const first = events.findIndex(
    (event) => event.type === "step.changed" && event.state === "running",
  );
  const { nodeId } = events[first] as Extract<RunEvent, { type: "step.changed" }>;
  expect(run.source.get(nodeId)?.state).toBe("succeeded");
  const { tree } = run.store.getState();
  run.show(history.seek(first + 1));
  expect(run.source.get(nodeId)?.state).toBe("running");
  expect(run.store.getState()).toMatchObject({
    isPast: true,
    run: { state: "running" },
    live: { state: "succeeded" },
  });
  expect(run.store.getState().tree).toBe(tree);
  run.show(null);
  expect(run.source.get(nodeId)?.state).toBe("succeeded");
  expect(run.store.getState()).toMatchObject({ isPast: false, run: { state: "succeeded" } });
});

it("tells the nodes that differ between two moments, and no others", async () => {
  const { run, history } = await watching(Number.MAX_SAFE_INTEGER);
  run.show(history.seek(0));
  const told: string[] = [];
  run.source.subscribeAll((ids) => told.push(...ids));
  const sought = history.seek(1);
  run.show(sought);
  expect(told.toSorted()).toEqual([...sought.changed].toSorted());
  expect(told.length).toBeLessThanOrEqual(2);
});

it("goes on folding what comes in, and keeps showing the moment", async () => {
  const { run, history, events, send } = await watching(2);
  run.show(history.seek(1));
  const shown = [...(run.view()?.nodes.values() ?? [])];
  const heard: number[] = [];
  run.hear((list) => heard.push(...list.map(({ seq }) => seq)));
  send(events.slice(2));
  expect([...(run.view()?.nodes.values() ?? [])]).toEqual(shown);
  expect(run.store.getState().live?.state).toBe("succeeded");
  expect(heard).toEqual(events.slice(2).map(({ seq }) => seq));
  run.show(null);
  expect(run.store.getState().run?.state).toBe("succeeded");
});

it("dims what any of two does not want lit", async () => {
  const { run } = await watching(0);
  run.light(new Set(["a", "b"]));
  run.light(new Set(["b", "c"]), "path");
  expect(["a", "b", "c"].map((id) => run.source.isDimmed?.(id))).toEqual([true, false, true]);
  run.light(null);
  expect(["a", "b", "c"].map((id) => run.source.isDimmed?.(id))).toEqual([true, false, false]);
});
