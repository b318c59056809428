/**
 * The same views by plain recursion over all nodes, without sums: what the fold is compared with. For the
 * tests of `core/run-view`. It reads the semantics from the other side: a container asks its members.
 */
import type { NodeRow, StepReport, StepStatus } from "@/core/events";
import { isTerminal, type Cause } from "@/core/states";

/** Everything known about a run: rows in order, and what was last said about each node. */
export interface Known {
  rows: NodeRow[];
  statuses: Map<string, StepStatus>;
  reports: Map<string, StepReport>;
}

/** What is compared. */
export interface Slow {
  state: string;
  settled: boolean;
  completedSteps: number;
  totalSteps: number;
  label: string;
  stateLabel: string | undefined;
  startedAt: number | undefined;
  finishedAt: number | undefined;
  cause: Cause | undefined;
  revoking: boolean;
  /** Of a container. */
  hasRunning: true | undefined;
}

interface Fact extends Slow {
  running: boolean;
  begun: boolean;
  counts: "failed" | "revoked" | "expired" | "fine";
}

const callback = (row: NodeRow) => row.role === "onSuccess" || row.role === "onFailure";
const defined = (times: (number | undefined)[]) => times.filter((time) => time !== undefined);

/** The view of every node and, under the empty id, of the run. */
export function slowViews(known: Known): Map<string, Slow> {
  const { rows, statuses, reports } = known;
  const hung = (id: string) => rows.filter((row) => row.parentId === id && callback(row));
  const withCallbacks = (row: NodeRow): NodeRow[] => [row, ...hung(row.id).flatMap(withCallbacks)];
  const children = (id: string | null) =>
    rows.filter((row) => row.parentId === id && !callback(row));

  const given = (row: NodeRow): string | undefined =>
    row.label ??
    (row.kind === "task"
      ? undefined
      : children(row.id)
          .map(given)
          .find((name) => name !== undefined));

  function verdict(facts: Fact[]): string {
    if (facts.some((fact) => fact.counts === "failed")) return "failed";
    if (facts.some((fact) => fact.counts === "revoked" || fact.counts === "expired"))
      return "revoked";
    if (facts.length > 0 && facts.every((fact) => fact.settled))
      return facts.every((fact) => fact.state === "skipped") ? "skipped" : "succeeded";
    return facts.some((fact) => fact.begun) ? "running" : "pending";
  }

  function own(row: NodeRow): Fact {
    const status = statuses.get(row.id)!;
    const settled = isTerminal(status.state);
    const bad = status.state === "failed" ? "failed" : "fine";
    const expired = status.cause?.kind === "expired" ? "expired" : "revoked";
    return {
      ...{ state: status.state, settled, completedSteps: 0, totalSteps: 0, label: "" },
      ...{ stateLabel: undefined, cause: status.cause, revoking: status.revoking },
      ...{ startedAt: status.startedAt, finishedAt: status.finishedAt },
      ...{ hasRunning: undefined, running: status.state === "running" },
      begun: begun(status),
      counts: status.state === "revoked" ? expired : bad,
    };
  }

  function rising(row: NodeRow): string | undefined {
    const through = row.kind === "chain" || row.kind === "chord" || row.kind === "task";
    const heard = children(row.id).filter((child) => row.kind !== "chord" || child.role === "body");
    return through ? heard.map((child) => fact(child).stateLabel).findLast(Boolean) : undefined;
  }

  function taskFact(row: NodeRow): Fact {
    const inside = children(row.id).flatMap(withCallbacks).map(fact);
    const step = own(row);
    const replaced = inside.length > 0;
    const report = reports.get(row.id);
    const total = replaced ? sum(inside, "totalSteps") : (report?.total ?? row.declaredSteps);
    const done = replaced ? sum(inside, "completedSteps") : Math.min(report?.completed ?? 0, total);
    const said = replaced ? (step.state === "running" ? rising(row) : undefined) : report?.label;
    const live = !["pending", "retrying"].includes(step.state) && !step.settled;
    const worst = [step, ...inside].map((one) => one.counts);
    return {
      ...step,
      settled: step.settled && inside.every((one) => one.settled),
      completedSteps: step.state === "succeeded" ? total : done,
      totalSteps: total,
      label: given(row) ?? row.task ?? row.kind,
      stateLabel: live ? said : undefined,
      running: step.running || inside.some((one) => one.running),
      counts: (["failed", "revoked", "expired"] as const).find((w) => worst.includes(w)) ?? "fine",
    };
  }

  function containerFact(row: NodeRow | null): Fact {
    const inside = children(row?.id ?? null)
      .flatMap(withCallbacks)
      .map(fact);
    const facts = row?.hasOwnStep ? [own(row), ...inside] : inside;
    const state = verdict(facts);
    const settled = facts.length > 0 && facts.every((one) => one.settled);
    const person = facts.some((one) => one.counts === "revoked");
    const revoked: Cause = { kind: person ? "revoked" : "expired" };
    const skipped = state === "skipped" ? facts[0] : undefined;
    const running = facts.some((one) => one.running);
    const ends = defined(facts.map((one) => one.finishedAt));
    const starts = defined(facts.map((one) => one.startedAt));
    return {
      ...{ state, settled, label: row ? (given(row) ?? row.kind) : "" },
      completedSteps: sum(facts, "completedSteps"),
      totalSteps: sum(facts, "totalSteps"),
      stateLabel: row && state === "running" ? rising(row) : undefined,
      startedAt: starts.length > 0 ? Math.min(...starts) : undefined,
      finishedAt: settled && ends.length > 0 ? Math.max(...ends) : undefined,
      cause: state === "revoked" ? revoked : skipped?.cause,
      revoking: facts.some((one) => one.revoking),
      ...{ running, hasRunning: running || undefined },
      begun: state !== "pending",
      counts:
        state === "failed"
          ? "failed"
          : state === "revoked"
            ? person
              ? "revoked"
              : "expired"
            : "fine",
    };
  }

  const facts = new Map<string, Fact>();

  function fact(row: NodeRow): Fact {
    const known = facts.get(row.id) ?? judge(row);
    facts.set(row.id, known);
    return known;
  }

  function judge(row: NodeRow): Fact {
    const found = row.kind === "task" ? taskFact(row) : containerFact(row);
    const forgiven = row.optional && (found.counts === "failed" || found.counts === "expired");
    return forgiven ? { ...found, counts: "fine" } : found;
  }

  const views = rows.map((row): [string, Slow] => [row.id, fact(row)]);
  return new Map([...views, ["", containerFact(null)]]);
}

function begun(status: StepStatus): boolean {
  const { state, startedAt, attempt, iteration } = status;
  if (state === "pending") return false;
  const moved = isTerminal(state) || state === "running" || state === "retrying";
  return moved || startedAt !== undefined || attempt > 1 || iteration > 0;
}

function sum(facts: Fact[], key: "completedSteps" | "totalSteps"): number {
  return facts.reduce((total, one) => total + one[key], 0);
}
