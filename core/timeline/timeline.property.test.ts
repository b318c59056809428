import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "@/testing/random";
import { randomWorkflow } from "@/testing/random-workflow";
import { simulateRun, SUBMITTED_AT, type Simulated } from "@/testing/timeline/simulated-run";
import {
  breaksOf,
  createLines,
  createScale,
  criticalPath,
  densityOf,
  endOf,
  extendLines,
  marksOf,
  slackOf,
  spentInAll,
  spentOnPath,
  ticksOf,
  type Lines,
} from "./index";

function linesOf({ events }: Simulated): Lines {
  const lines = createLines();
  extendLines(lines, events);
  return lines;
}

const step = (id: string) => ({ kind: "task" as const, id, task: "flow.echo" });

/** Checks something of many runs. */
function holdsFor(check: (run: Simulated, lines: Lines) => void): void {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = createRandom(seed);
      const { root } = randomWorkflow(random, { maxNodes: 18, maxDepth: 4 });
      const run = simulateRun(random, root);
      check(run, linesOf(run));
    }),
    { numRuns: 100 },
  );
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, each) => all + each, 0);

describe("lines", () => {
  it("have segments that follow each other, all of them ended with the run", () => {
    holdsFor((_run, { byNode }) => {
      for (const { segments } of byNode.values()) {
        segments.forEach((segment, index) => {
          expect(segment.to).toBeGreaterThanOrEqual(segment.from);
          expect(segment.from).toBeGreaterThanOrEqual(segments[index - 1]?.to ?? 0);
        });
      }
    });
  });

  it("say the same, however the events come in", () => {
    holdsFor((run, lines) => {
      const piecemeal = createLines();
      for (const event of run.events) extendLines(piecemeal, [event]);
      expect(piecemeal).toEqual(lines);
    });
  });

  it("count as many steps at work as there are segments there", () => {
    holdsFor(({ endedAt }, { byNode, loads }) => {
      const segments = [...byNode.values()].flatMap((line) => line.segments);
      for (const { at, running, queued } of loads) {
        const there = (kind: string) =>
          segments.filter((each) => each.kind === kind && each.from <= at && endOf(each, 0) > at);
        expect(running).toBe(there("running").length);
        expect(queued).toBe(there("queued").length);
      }
      if (loads.length > 0) expect(loads.at(-1)).toEqual({ at: endedAt, running: 0, queued: 0 });
    });
  });
});

describe("the critical path", () => {
  it("reaches from the submission to the end without a gap", () => {
    holdsFor(({ tree, endedAt }, lines) => {
      const path = criticalPath({ tree, lines, submittedAt: SUBMITTED_AT, until: endedAt });
      if (path.length === 0) return;
      expect(path[0]?.from).toBe(SUBMITTED_AT);
      expect(path.at(-1)?.to).toBe(endedAt);
      path.slice(1).forEach((step, index) => expect(step.from).toBe(path[index]?.to));
      expect(new Set(path.map(({ nodeId }) => nodeId)).size).toBe(path.length);
    });
  });

  it("takes as long as all that its time was spent on", () => {
    holdsFor(({ tree, endedAt }, lines) => {
      const path = criticalPath({ tree, lines, submittedAt: SUBMITTED_AT, until: endedAt });
      const spent = spentOnPath(path, lines, endedAt);
      expect(sum(Object.values(spent))).toBe(path.length === 0 ? 0 : endedAt - SUBMITTED_AT);
      for (const ms of Object.values(spent)) expect(ms).toBeGreaterThanOrEqual(0);
    });
  });

  it("leads through a container in which only a callback ran", () => {
    const empty = { kind: "group" as const, id: "body", children: [], onSuccess: [step("called")] };
    const root = {
      kind: "chord" as const,
      id: "root",
      header: [step("a"), step("b")],
      body: empty,
    };
    const run = simulateRun(createRandom(1), root);
    const lines = linesOf(run);
    const { tree, endedAt } = run;
    const path = criticalPath({ tree, lines, submittedAt: SUBMITTED_AT, until: endedAt });
    expect(path).toHaveLength(2);
    const slack = slackOf(tree, lines, endedAt);
    expect(path.map(({ nodeId }) => slack.get(nodeId))).toEqual([0, 0]);
  });

  it("is made of steps without slack, and every other step has some or none, never less", () => {
    holdsFor(({ tree, endedAt }, lines) => {
      const slack = slackOf(tree, lines, endedAt);
      const path = criticalPath({ tree, lines, submittedAt: SUBMITTED_AT, until: endedAt });
      for (const { nodeId } of path) expect(slack.get(nodeId), nodeId).toBe(0);
      for (const ms of slack.values()) expect(ms).toBeGreaterThanOrEqual(0);
    });
  });
});

it("sums what all steps did to the length of their segments", () => {
  holdsFor(({ tree, endedAt }, lines) => {
    const spent = spentInAll({ tree, lines, submittedAt: SUBMITTED_AT, until: endedAt });
    const segments = [...lines.byNode.values()].flatMap((line) => line.segments);
    const length = (kind: string) =>
      sum(segments.filter((each) => each.kind === kind).map((each) => endOf(each, 0) - each.from));
    expect(spent.running).toBe(length("running"));
    expect(spent.backoff).toBe(length("backoff"));
    expect(spent.queued + spent.noWorker).toBe(length("queued"));
  });
});

describe("the time scale", () => {
  it("keeps the order of moments, leads back to them, and gives breaks little room", () => {
    holdsFor(({ endedAt }, { loads }) => {
      const whole = { from: SUBMITTED_AT, to: endedAt };
      const scale = createScale({ ...whole, width: 800, breaks: breaksOf(loads, whole) });
      expect(scale.x(whole.from)).toBeCloseTo(0);
      expect(scale.x(scale.to)).toBeCloseTo(800);
      const moments = loads.map(({ at }) => at);
      moments.forEach((at, index) => {
        expect(scale.x(at)).toBeGreaterThanOrEqual(
          scale.x(moments[index - 1] ?? whole.from) - 1e-6,
        );
        expect(scale.at(scale.x(at))).toBeCloseTo(at, 3);
      });
      const wide = scale.pieces.filter(({ isBreak }) => isBreak);
      expect(sum(wide.map(({ x0, x1 }) => x1 - x0))).toBeLessThanOrEqual(800 * 0.4 + 1e-6);
      const ticks = ticksOf(scale, { origin: SUBMITTED_AT });
      ticks.slice(1).forEach((tick, index) => {
        expect(tick.x - (ticks[index]?.x ?? 0)).toBeGreaterThan(50);
      });
      expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
    });
  });
});

describe("what is drawn", () => {
  it("is never more than can be told apart, and hides nothing that failed", () => {
    holdsFor(({ endedAt }, { byNode }) => {
      const scale = createScale({ from: SUBMITTED_AT, to: endedAt, width: 60 });
      for (const line of byNode.values()) {
        const marks = marksOf(line, scale, endedAt);
        const kinds = new Set(line.segments.map(({ kind }) => kind));
        expect(new Set(marks.map(({ kind }) => kind))).toEqual(kinds);
        const hasBad = line.segments.some(
          ({ kind, then }) => kind === "running" && then === "retrying",
        );
        expect(marks.some(({ kind, then }) => kind === "running" && then === "retrying")).toBe(
          hasBad,
        );
        for (const { x0, x1 } of marks) expect(x1).toBeGreaterThanOrEqual(x0);
      }
    });
  });

  it("of a container is where any of its steps ran", () => {
    holdsFor(({ endedAt }, { byNode }) => {
      const scale = createScale({ from: SUBMITTED_AT, to: endedAt, width: 60 });
      const { running, most } = densityOf(byNode.values(), scale, endedAt);
      const segments = [...byNode.values()].flatMap((line) => line.segments);
      running.forEach((count, x) => {
        const there = segments.filter(
          ({ kind, from, to }) =>
            kind === "running" &&
            Math.min(Math.floor(scale.x(from)), 59) <= x &&
            Math.min(Math.floor(scale.x(to ?? endedAt)), 59) >= x,
        );
        expect(count).toBe(there.length);
        expect(count).toBeLessThanOrEqual(most);
      });
    });
  });
});

it.each([
  [0, 400, ["0", "50 ms", "100 ms"]],
  [27_000, 2_000, ["27 s", "27.2 s", "27.4 s"]],
  [0, 600_000, ["0", "1 min", "2 min"]],
  [3_600_000, 300_000, ["1 h", "1 h 30 s", "1 h 1 min"]],
  [86_400_000, 20, ["1 d", "1 d 0.002 s", "1 d 0.004 s"]],
])(
  "marks an axis from %i over %i ms with times as exact as they need be",
  (from, length, first) => {
    const scale = createScale({ from, to: from + length, width: 900 });
    const labels = ticksOf(scale, { origin: 0 }).map(({ label }) => label);
    expect(labels.slice(0, 3)).toEqual(first);
  },
);
