/** What a revoke would do, told without doing it. */
import type { StepState } from "@/core/states";
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

const UNTOUCHED = { s: "P" } as const;

function elementOf(planned: PlanElement, record: StepRecord | undefined): RevokeElement {
  const {
    s,
    n,
    b = 0,
    p = 0,
    cs = [],
    ps = [],
    c = 0,
    ck,
    em,
    bo,
    po,
    ...rest
  } = record ?? {
    ...UNTOUCHED,
    e: 1,
  };
  const state: StepState = s === "X" ? "pending" : STATE_OF[s];
  return {
    ...{ planned, state, open: n ?? (record ? 0 : planned.need), bad: b, stopped: p },
    ...{ badCauses: cs.flatMap(causeOf), stopCauses: ps.flatMap(causeOf) },
    ...(ck === undefined ? {} : { cause: { element: em ?? -1, kind: ck } }),
    ...{ hasBegun: c > 0, byChoice: rest.st === 1, expired: rest.ex === 1 },
    ...{ isReplaced: rest.rp === 1, order: rest.o ?? 0, hasStartedNext: rest.pd === 1 },
    ...(bo === undefined ? {} : { born: bo }),
    ...(po === undefined ? {} : { pool: po }),
  };
}

/** One that was taken back before it came stands for none. */
function causeOf([from, element, kind]: [number, number, string]): RevokeCause[] {
  return element < 0 ? [] : [{ element, kind, from }];
}
