import fc from "fast-check";
import { expect, it } from "vitest";
import { applyEvents, createRunView, plannedRows, type RunView } from "@/core/run-view";
import { createRandom } from "@/testing/random";
import { randomWorkflow } from "@/testing/random-workflow";
import { simulateRun, type Simulated } from "@/testing/timeline/simulated-run";
import { historyOf } from "./history-of";

function forRuns(check: (run: Simulated, live: RunView, first: number) => void): void {
  fc.assert(
    fc.property(fc.integer(), fc.nat(), (seed, cut) => {
      const random = createRandom(seed);
      const { root } = randomWorkflow(random, { maxNodes: 16, maxDepth: 4 });
      const run = simulateRun(random, root);
      const live = run.submitted();
      applyEvents(live, run.events);
      if (run.events.length > 0) check(run, live, 1 + (cut % (run.events.length + 1)));
    }),
    { numRuns: 60 },
  );
}

const states = (view: RunView) => new Map([...view.nodes].map(([id, { state }]) => [id, state]));

it("ends as the run ended, wherever its beginning was cut off", () => {
  forRuns(({ events }, live, first) => {
    const { history } = historyOf(live, events.slice(first - 1), first);
    expect(states(history.seek(history.length).view)).toEqual(states(live));
  });
});

it("shows from the first kept event on which steps have ended, as with all events", () => {
  forRuns(({ events, submitted }, live, first) => {
    const kept = events.slice(first - 1);
    const { history, approximateUntil } = historyOf(live, kept, first);
    expect(approximateUntil === undefined).toBe(first === 1);
    for (const { seq } of kept) {
      const then = submitted();
      applyEvents(then, events.slice(0, seq));
      const { view } = history.seek(history.indexOfSeq(seq));
      const ended = (each: RunView) =>
        [...each.nodes.values()].flatMap(({ id, kind, settled }) =>
          kind === "task" && settled ? [id] : [],
        );
      expect(ended(view)).toEqual(ended(then));
    }
  });
});

it("begins as the run was submitted", () => {
  forRuns(({ events, submitted }, live, first) => {
    const { history } = historyOf(live, events.slice(first - 1), first);
    const { view } = history.seek(0);
    expect([...view.nodes.keys()]).toEqual([...submitted().nodes.keys()]);
    expect(view.run.state).toBe(createRunView({ ...view, rows: plannedRows(view) }).run.state);
  });
});
