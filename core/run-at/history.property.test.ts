import fc from "fast-check";
import { expect, it } from "vitest";
import { applyEvents, snapshotOf, type RunView } from "@/core/run-view";
import { createRandom } from "@/testing/random";
import { randomWorkflow } from "@/testing/random-workflow";
import { simulateRun } from "@/testing/timeline/simulated-run";
import { RunHistory } from "./history";

function simulated(seed: number, maxNodes = 14) {
  const random = createRandom(seed);
  const { root } = randomWorkflow(random, { maxNodes, maxDepth: 4 });
  return { random, ...simulateRun(random, root) };
}

it("stands at any moment as the live page stood, wherever it came from", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { random, events, submitted } = simulated(seed);
      const live = submitted();
      applyEvents(live, events);
      const history = new RunHistory(live);
      history.append(events);
      for (let jump = 0; jump < 8; jump += 1) {
        const to = random.int(events.length + 1);
        const before = new Map(history.view.nodes);
        const { view, changed } = history.seek(to);
        const then = submitted();
        applyEvents(then, events.slice(0, to));
        expect(byId(view)).toEqual(byId(then));
        expect(view.run).toEqual(then.run);
        for (const id of new Set([...before.keys(), ...view.nodes.keys()]))
          if (before.get(id) !== view.nodes.get(id)) expect(changed, id).toContain(id);
      }
    }),
    { numRuns: 40 },
  );
});

function byId(view: RunView) {
  return new Map(snapshotOf(view).nodes.map((node) => [node.id, node]));
}

it("goes back over kept standings in a run with many events", () => {
  const { events, submitted } = simulated(7, 60);
  const repeats = Math.ceil(3_500 / events.length);
  const many = Array.from({ length: repeats }, () => events).flat();
  const numbered = many.map((event, index) => ({ ...event, seq: index + 1 }));
  const live = submitted();
  applyEvents(live, numbered);
  const history = new RunHistory(live);
  history.append(numbered);
  expect(numbered.length).toBeGreaterThan(3_000);
  for (const to of [numbered.length, 2_500, 1_001, 1_000, 999, 2_999, 0, 1_500]) {
    const then = submitted();
    applyEvents(then, numbered.slice(0, to));
    expect(byId(history.seek(to).view)).toEqual(byId(then));
  }
});

it("finds the place after a moment and after a number", () => {
  const { events, submitted } = simulated(3);
  const history = new RunHistory(submitted());
  history.append(events);
  for (const { at, seq } of events) {
    expect(history.indexAt(at)).toBe(events.filter((each) => each.at <= at).length);
    expect(history.indexOfSeq(seq)).toBe(seq);
  }
  expect(history.indexAt(0)).toBe(0);
  expect(history.timeAt(0)).toBeUndefined();
});
