import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvents, snapshotOf } from "@/core/run-view";
import type { Json } from "@/core/node";
import { createRandom } from "@/testing/random";
import { randomWorkflow } from "@/testing/random-workflow";
import { task, TestRun } from "@/testing/run-view/test-run";
import { simulateRun } from "@/testing/timeline/simulated-run";
import { packColumn, unpackColumn } from "./columns";
import { packRun, unpackRun, type PackedRun } from "./index";

/** As it comes over the wire. */
const sent = (packed: PackedRun): PackedRun => JSON.parse(JSON.stringify(packed)) as PackedRun;

describe("packColumn", () => {
  const value = fc.option(
    fc
      .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())
      .chain((first) => fc.oneof(fc.constant(first), fc.constantFrom("a", "b"), fc.string())),
    { nil: undefined },
  );

  it("gives back any values, absent ones among them", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), (values) => {
        const column = packColumn(values as (Json | undefined)[]);
        const text = JSON.stringify({ column });
        const { column: read } = JSON.parse(text) as { column?: typeof column };
        expect(unpackColumn(read, values.length)).toEqual(
          values.map((each) => (each === 0 ? 0 : each)),
        );
      }),
    );
  });

  it("says what all have in common once, and times as what lies between them", () => {
    expect(packColumn(["a", "a", "a"])).toEqual({ runs: ["a", 3] });
    expect(packColumn([undefined, undefined])).toBeUndefined();
    expect(packColumn([1_000_000, 1_000_010, undefined, 1_000_013])).toEqual({
      steps: [1_000_000, 10, null, 3],
    });
  });
});

describe("packRun", () => {
  it("is the same run on the other side, at any moment of any run", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (seed, upTo) => {
        const random = createRandom(seed);
        const { root } = randomWorkflow(random, { maxNodes: 25, maxDepth: 4 });
        const { events, submitted } = simulateRun(random, root);
        const view = submitted();
        applyEvents(view, events.slice(0, upTo % (events.length + 1)));
        expect(snapshotOf(unpackRun(sent(packRun(view))))).toEqual(snapshotOf(view));
      }),
      { numRuns: 100 },
    );
  });

  it("keeps reports, errors, causes and what a task's label says", () => {
    const run = new TestRun({
      kind: "group",
      id: "g",
      children: [task("a"), task("b"), task("c")],
    });
    run.set({
      a: "running",
      b: { state: "failed", error: { code: "TIMEOUT", name: "E", message: "m" } },
    });
    run.set({ c: { state: "skipped", cause: { kind: "choice", reason: "why" } } });
    run.report("a", { completed: 2, total: 5, label: "Step 2" });
    expect(snapshotOf(unpackRun(sent(packRun(run.view))))).toEqual(snapshotOf(run.view));
  });

  it("takes a tenth of the characters of a snapshot of ten thousand steps", () => {
    const children = Array.from({ length: 10_000 }, (_, index) => task(`t${index}`));
    const run = new TestRun({ kind: "group", id: "g", children });
    run.set(
      Object.fromEntries(
        children.map(({ id }, index) => [
          id,
          {
            state: "succeeded",
            worker: "w1",
            queuedAt: 5e11,
            startedAt: 5e11 + index,
            finishedAt: 5e11 + 3 * index,
          },
        ]),
      ),
    );
    const [whole, packed] = [snapshotOf(run.view), packRun(run.view)].map(
      (each) => JSON.stringify(each).length,
    );
    expect(packed).toBeLessThan((whole ?? 0) / 10);
  });
});
