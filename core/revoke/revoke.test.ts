import { describe, expect, it } from "vitest";
import { compile } from "@/core/compile";
import type { WorkflowNode } from "@/core/node";
import type { StepState } from "@/core/states";
import { chain, group, step as call } from "@/testing/nodes";
import { planRevoke, type RevokeElement } from "./index";

const step = (id: string) => call(id, "flow.echo");

/** A run of which these steps run and nothing has ended. Random histories hold the rest (testing/driver). */
function runOf(root: WorkflowNode, running: readonly string[]) {
  const plan = compile({ version: 1, name: "test", root });
  const elements = plan.elements.map((planned): RevokeElement => {
    const id = planned.kind === "step" ? planned.signature.id : undefined;
    const state: StepState = id !== undefined && running.includes(id) ? "running" : "pending";
    return {
      ...{ planned, state, open: planned.need, bad: 0, stopped: 0 },
      ...{ badCauses: [], stopCauses: [], order: 0, hasStartedNext: false },
      ...{ hasBegun: state === "running", byChoice: false, expired: false, isReplaced: false },
    };
  });
  return (nodeId: string) => {
    const node = plan.nodes.find(({ id }) => id === nodeId);
    const [first, end] = node?.range ?? [0, 0];
    const told = planRevoke([[first, end - 1]], (number) => elements[number]);
    const named = (numbers: ReadonlySet<number>) =>
      plan.nodes.flatMap(({ id, element }) => (numbers.has(element ?? -1) ? [id] : []));
    return {
      revoked: named(told.revoked),
      asked: named(told.asked),
      skipped: named(told.skipped),
      starts: named(told.starts),
    };
  };
}

const NOTHING = { revoked: [], asked: [], skipped: [], starts: [] };

describe("planRevoke", () => {
  it("asks what runs to stop, and skips what needs it", () => {
    const revoke = runOf(chain(step("a"), step("b"), step("c")), ["a"]);
    expect(revoke("a")).toEqual({ ...NOTHING, asked: ["a"], skipped: ["b", "c"] });
    expect(revoke("b")).toEqual({ ...NOTHING, revoked: ["b"], skipped: ["c"] });
  });

  it("leaves what does not need it alone", () => {
    const root = group(chain(step("a"), step("b")), chain(step("x"), step("y")));
    expect(runOf(root, ["a", "x"])("a")).toEqual({ ...NOTHING, asked: ["a"], skipped: ["b"] });
  });

  it("starts the callback for its failure, and skips the one for its success", () => {
    const a = { ...step("a"), onFailure: [step("mend")], onSuccess: [step("cheer")] };
    expect(runOf(chain(a, step("b")), ["a"])("a")).toEqual({
      ...{ revoked: [], asked: ["a"], skipped: ["cheer", "b"], starts: ["mend"] },
    });
  });

  it("does not let go on what follows an optional step: a person's revoke is no failure", () => {
    const a = { ...step("a"), optional: true };
    expect(runOf(chain(a, step("b")), ["a"])("a")).toMatchObject({ skipped: ["b"] });
  });
});
