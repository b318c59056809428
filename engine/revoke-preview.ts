/** What a revoke would do, told without doing it. */
import { planRevoke, type RevokeCause, type RevokeElement } from "@/core/revoke";
import type { PlanElement } from "@/core/plan";
import type { Services } from "./core-services";
import type { RevokePreview } from "./port";
import { STATE_OF } from "./records";
import { readWithJoins } from "./retry";
import type { ReadRun } from "./snapshots";
import type { StepRecord } from "./step-record";

/** @param ranges of elements, both ends included; "all" for the run */
export async function previewRevoke(
  services: Services,
  runId: string,
  ranges: readonly (readonly [number, number])[] | "all",
): Promise<RevokePreview> {
  const run = await readWithJoins(services, runId);
  const plan = planRevoke(
    ranges === "all" ? [[0, run.index.plan.size - 1]] : ranges,
    elementsOf(run),
  );
  const named = (elements: ReadonlySet<number>) =>
    run.nodes.flatMap(({ id, element }) => (element !== null && elements.has(element) ? [id] : []));
  return {
    revoked: named(plan.revoked),
    asked: named(plan.asked),
    skipped: named(plan.skipped),
    starts: named(plan.starts),
  };
}

function elementsOf({ index, records }: ReadRun) {
  return (number: number): RevokeElement | undefined => {
    const planned = index.element(number);
    const record = records.get(number);
    return planned && record?.s !== "X" ? elementOf(planned, record) : undefined;
  };
}

const UNTOUCHED: StepRecord = { s: "P", e: 1 };

function elementOf(planned: PlanElement, record: StepRecord = UNTOUCHED): RevokeElement {
  const { s, bo, po, ck } = record;
  return {
    planned,
    state: s === "X" ? "pending" : STATE_OF[s],
    open: record.n ?? (record === UNTOUCHED ? planned.need : 0),
    bad: record.b ?? 0,
    stopped: record.p ?? 0,
    badCauses: (record.cs ?? []).flatMap(causeOf),
    stopCauses: (record.ps ?? []).flatMap(causeOf),
    ...(ck === undefined ? {} : { cause: { element: record.em ?? -1, kind: ck } }),
    hasBegun: (record.c ?? 0) > 0,
    byChoice: record.st === 1,
    expired: record.ex === 1,
    isReplaced: record.rp === 1,
    order: record.o ?? 0,
    hasStartedNext: record.pd === 1,
    ...(bo === undefined ? {} : { born: bo }),
    ...(po === undefined ? {} : { pool: po }),
  };
}

/** One that was taken back before it came stands for none. */
function causeOf([from, element, kind]: [number, number, string]): RevokeCause[] {
  return element < 0 ? [] : [{ element, kind, from }];
}
