import fc from "fast-check";
import { expect, it } from "vitest";
import type { NodeRow, RunEvent, StepReport, StepStatus } from "@/core/events";
import { isTerminal, STEP_STATES, type Cause } from "@/core/states";
import { randomWorkflow } from "@/testing/random-workflow";
import { createRandom, type Random } from "@/testing/random";
import { rowsOf } from "@/testing/rows";
import { applyEvents, createRunView, INITIAL_STATUS, snapshotOf, viewFromSnapshot } from "./index";
import { slowViews, type Known, type Slow } from "@/testing/run-view/slow-view";
import { emptyRun } from "@/testing/run-view/test-run";

/** Makes events that could happen to some run, and keeps what they say in the plainest way. */
class Story {
  readonly known: Known = { rows: [], statuses: new Map(), reports: new Map() };
  readonly first: NodeRow[];
  readonly #random: Random;
  #seq = 0;
  #born = 0;

  constructor(random: Random) {
    this.#random = random;
    this.first = this.#draw("", 12);
    this.#add(this.first);
  }

  #draw(prefix: string, maxNodes: number): NodeRow[] {
    const random = this.#random;
    const rows = rowsOf(randomWorkflow(random, { maxNodes, maxDepth: 4 }).root);
    return rows.map((row) => ({
      ...row,
      id: prefix + row.id,
      parentId: row.parentId === null ? null : prefix + row.parentId,
      ...(random.chance(0.2) ? { label: `Name ${row.id}` } : {}),
    }));
  }

  #add(rows: NodeRow[]): void {
    this.known.rows.push(...rows);
    for (const row of rows) this.known.statuses.set(row.id, INITIAL_STATUS);
  }

  next(): RunEvent {
    this.#seq += 1;
    const said = { seq: this.#seq, at: this.#seq };
    const movable = this.known.rows.filter((row) => row.kind === "task" || row.hasOwnStep);
    const row = this.#random.pick(movable);
    const way = this.#random.next();
    const parent = row.kind === "map" || row.kind === "task";
    if (way < 0.08 && parent) return { ...said, ...this.#bear(row) };
    if (way < 0.12 && parent) return { ...said, ...this.#drop(row.id) };
    // The engine takes reports from the holder of a claim alone.
    const running = this.known.statuses.get(row.id)?.state === "running";
    if (way < 0.6 && running) return { ...said, ...this.#report(row.id) };
    return { ...said, ...this.#change(row.id) };
  }

  #change(nodeId: string) {
    const random = this.#random;
    const before = this.known.statuses.get(nodeId)!;
    const cause: Cause = { kind: random.pick(["revoked", "expired", "forced", "choice"]) };
    // As in the engine: what is terminal, an attempt and an iteration end with their epoch.
    const anew = isTerminal(before.state) || random.chance(0.3);
    const status: StepStatus = {
      state: random.pick([...STEP_STATES, "running", "running", "succeeded"]),
      epoch: before.epoch + (anew ? 1 : 0),
      attempt: anew ? random.pick([1, before.attempt, before.attempt + 1]) : before.attempt,
      iteration: anew ? random.int(3) : before.iteration,
      claims: 0,
      revoking: random.chance(0.1),
      ...(random.chance(0.5) ? { cause } : {}),
      ...(random.chance(0.6) ? { startedAt: random.int(50) } : {}),
      ...(random.chance(0.6) ? { finishedAt: random.int(50) } : {}),
    };
    this.known.statuses.set(nodeId, status);
    const report = this.known.reports.get(nodeId);
    if (report) this.known.reports.set(nodeId, this.#kept(report, before, status));
    return { type: "step.changed" as const, nodeId, ...status };
  }

  #kept(report: StepReport, before: StepStatus, after: StepStatus): StepReport {
    const kept = { ...report };
    const further = after.epoch > before.epoch && after.attempt === before.attempt;
    const goesOn = further && after.iteration >= before.iteration && !isTerminal(before.state);
    const anew = after.epoch > before.epoch && (!goesOn || after.state === "pending");
    const ended = isTerminal(after.state) || after.state === "retrying";
    if (anew || ended) delete kept.label;
    if (anew) delete kept.completed;
    return kept;
  }

  #report(nodeId: string) {
    const random = this.#random;
    const said: StepReport = {
      ...(random.chance(0.7) ? { completed: random.int(4) } : {}),
      ...(random.chance(0.7) ? { total: 1 + random.int(4) } : {}),
      ...(random.chance(0.5) ? { label: random.pick(["a", "b"]) } : {}),
    };
    const { epoch } = this.known.statuses.get(nodeId)!;
    this.known.reports.set(nodeId, { ...this.known.reports.get(nodeId), ...said });
    return { type: "step.reported" as const, nodeId, epoch, ...said };
  }

  #bear(parent: NodeRow) {
    this.#born += 1;
    const nodes = this.#draw(`b${this.#born}-`, 4);
    const copies = this.known.rows.filter((row) => row.parentId === parent.id);
    nodes[0] = { ...nodes[0]!, parentId: parent.id, role: "child", index: copies.length };
    this.#add(nodes);
    return { type: "nodes.born" as const, parentId: parent.id, nodes };
  }

  #drop(parentId: string) {
    const gone = new Set<string>();
    for (const row of this.known.rows) {
      const child =
        row.parentId === parentId && row.role !== "onSuccess" && row.role !== "onFailure";
      if (child || gone.has(row.parentId ?? "")) gone.add(row.id);
    }
    this.known.rows = this.known.rows.filter((row) => !gone.has(row.id));
    for (const id of gone) this.known.statuses.delete(id);
    for (const id of gone) this.known.reports.delete(id);
    return { type: "nodes.dropped" as const, parentId };
  }
}

const COMPARED = [
  ...["state", "settled", "completedSteps", "totalSteps", "label", "stateLabel"],
  ...["startedAt", "finishedAt", "cause", "revoking", "hasRunning"],
] as const;

function compared(view: object): Partial<Slow> {
  const fields = new Map<string, unknown>(Object.entries(view));
  return Object.fromEntries(COMPARED.map((key) => [key, fields.get(key)]));
}

function countsOf(known: Known): { [state: string]: number } {
  const counts: { [state: string]: number } = {};
  for (const row of known.rows) {
    if (row.kind !== "task" && row.kind !== "map") continue;
    const { state } = known.statuses.get(row.id)!;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

it("folds any events to what recursion over all nodes gives, and answers exactly what changed", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), (seed, batchSize) => {
      const story = new Story(createRandom(seed));
      const run = emptyRun(story.first[0]!.id);
      const view = createRunView({ run, rows: story.first, seq: 0, gen: "g" });
      for (let batch = 0; batch < 8; batch += 1) {
        const before = new Map(view.nodes);
        const events = Array.from({ length: batchSize }, () => story.next());
        const changed = applyEvents(view, events);
        const slow = slowViews(story.known);
        for (const row of story.known.rows)
          expect(compared(view.nodes.get(row.id)!), row.id).toEqual(compared(slow.get(row.id)!));
        expect(view.nodes.size).toBe(story.known.rows.length);
        const { state, settled, startedAt, finishedAt } = slow.get("")!;
        expect({ startedAt: undefined, finishedAt: undefined, ...view.run }).toMatchObject({
          ...{ state, settled, startedAt, finishedAt, totalNodes: view.nodes.size },
          counts: countsOf(story.known),
        });
        for (const id of new Set([...before.keys(), ...view.nodes.keys()]))
          if (before.get(id) !== view.nodes.get(id)) expect(changed, id).toContain(id);
      }
      expect(snapshotOf(viewFromSnapshot(structuredClone(snapshotOf(view))))).toEqual(
        snapshotOf(view),
      );
    }),
    { numRuns: 150 },
  );
});

it("reaches the same view from the start as from any snapshot on the way, in any overlap", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(30), fc.nat(30), (seed, cut, back) => {
      const story = new Story(createRandom(seed));
      const make = () =>
        createRunView({ run: emptyRun(story.first[0]!.id), rows: story.first, seq: 0, gen: "g" });
      const all = make();
      const part = make();
      const events = Array.from({ length: 30 }, () => story.next());
      applyEvents(all, events);
      applyEvents(part, events.slice(0, cut));
      const later = viewFromSnapshot(structuredClone(snapshotOf(part)));
      later.seq = Math.max(0, later.seq - back);
      applyEvents(later, events);
      const byId = (view: typeof all) => new Map(view.nodes);
      expect(byId(later)).toEqual(byId(all));
      expect(later.run).toEqual(all.run);
    }),
    { numRuns: 150 },
  );
});
