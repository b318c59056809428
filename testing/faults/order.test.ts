import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/core/events";
import type { WorkflowNode } from "@/core/node";
import { chain, chord, group, step, tree } from "../nodes";
import { checkOrder } from "./order";

const workflow = (root: WorkflowNode) => ({ version: 1, name: "test", root }) as const;
const events = (...lines: string[]): RunEvent[] =>
  lines.map((line, i) => {
    const [nodeId = "", state = ""] = line.split(" ");
    return { type: "step.changed", seq: i + 1, at: 0, nodeId, state } as unknown as RunEvent;
  });

describe("the order of a history", () => {
  const root = chain(
    step("a", "give"),
    chord([step("b", "give"), step("c", "give")], step("d", "give")),
    tree(step("e", "give"), step("f", "give")),
  );

  it("is right when everything waits for what is before it", () => {
    const right = events(
      ...["a running", "a succeeded", "b succeeded", "c running", "c succeeded", "d running"],
      ...["d succeeded", "e running", "e succeeded", "f running", "f succeeded"],
    );
    expect(checkOrder(workflow(root), right)).toEqual([]);
  });

  it.each([
    [
      "a step of a chain",
      ["a running", "b running"],
      "b was running at event 2, before the end of a",
    ],
    [
      "a body",
      ["a succeeded", "b succeeded", "d succeeded"],
      "d was succeeded at event 3, before the end of c",
    ],
    [
      "a child of a tree",
      ["a succeeded", "b failed", "c failed", "d failed", "f running"],
      "before the end of e",
    ],
    [
      "a step whose forerunner runs again",
      ["a succeeded", "b running", "a pending", "c running"],
      "c was running at event 4, before the end of a",
    ],
  ])("is wrong when %s begins too early", (_, lines, told) => {
    const [first] = checkOrder(workflow(root), events(...lines));
    expect(first).toContain(told);
  });

  it("waits for no step of an optional container", () => {
    const loose = { ...group(step("a", "give"), step("b", "give")), optional: true };
    const early = events("a failed", "c running", "b running");
    expect(checkOrder(workflow(chain(loose, step("c", "give"))), early)).toEqual([]);
  });
});
