import { describe, expect, it } from "vitest";
import { chain, chord, group, step, tree } from "@/testing/nodes";
import { compile } from "./compile";
import type { WorkflowNode } from "./node";
import type { Link } from "./plan";
import { planRetry } from "./retry";
import { targetsOf, type RetryElement, type RetryRequest } from "./retry-targets";
import type { StepState } from "./states";

const LETTERS: { [letter: string]: StepState } = {
  S: "succeeded",
  F: "failed",
  R: "revoked",
  K: "skipped",
  P: "pending",
  "*": "running",
};

const numbersOf = (links: readonly Link[]) =>
  links.flatMap((link) =>
    typeof link === "number"
      ? [link]
      : Array.from({ length: link[1] - link[0] + 1 }, (_, i) => link[0] + i),
  );

/** A run whose nodes have these states, by id; what joins are and were told follows from that. */
function runOf(root: WorkflowNode, states: { [id: string]: string }) {
  const plan = compile({ version: 1, name: "test", root });
  const elements: RetryElement[] = plan.elements.map((planned) => {
    const letter = planned.kind === "step" ? (states[planned.signature.id ?? ""] ?? "P") : "P";
    const state = LETTERS[letter] ?? "pending";
    return {
      planned,
      state,
      bad: 0,
      goesOn: state === "succeeded" || (planned.optional && state === "failed"),
    };
  });
  // In the order drawn everything before an element stands before it.
  elements.forEach((element) => {
    const { planned } = element;
    if (planned.kind === "join") {
      element.state = element.bad === 0 ? "succeeded" : "skipped";
      element.goesOn = element.bad === 0;
    }
    const { state, goesOn } = element;
    const isBad = ["failed", "revoked", "skipped"].includes(state);
    const told = [
      ...(isBad && !goesOn ? planned.next : []),
      ...(isBad ? planned.onSuccess : []),
      ...(state === "skipped" || state === "succeeded" ? planned.onFailure : []),
    ];
    for (const number of numbersOf(told)) elements[number]!.bad += 1;
  });
  const names = (numbers: Iterable<number>) =>
    plan.nodes.flatMap(({ id, element }) =>
      element !== null && [...numbers].includes(element) ? [id] : [],
    );
  return (scope: RetryRequest["scope"], nodeId?: string, causes: RetryRequest["causes"] = []) => {
    const node = plan.nodes.find(({ id }) => id === nodeId);
    const element = (number: number) => elements[number];
    const targets = targetsOf({
      ...{ scope, causes, element },
      range: node?.range ?? [0, plan.size],
      isTask: node?.kind === "task",
      ...(node?.element === null || node === undefined ? {} : { own: node.element }),
    });
    const found = targets.length === 0 ? undefined : planRetry(targets, element);
    return (
      found && {
        targets,
        willRun: names(found.willRun),
        rearmed: names(found.rearmed),
      }
    );
  };
}

const ids = (...names: string[]) => names.map((id) => step(id, "t"));
const [a, b, c, d] = ids("a", "b", "c", "d") as [
  ReturnType<typeof step>,
  ReturnType<typeof step>,
  ReturnType<typeof step>,
  ReturnType<typeof step>,
];

describe("planRetry", () => {
  it("runs what failed and what was skipped for it, and keeps what succeeded", () => {
    const retry = runOf(chain(a, b, c, d), { a: "S", b: "F", c: "K", d: "K" });
    expect(retry("failed")).toEqual({
      targets: [["t", 0, 3]],
      willRun: ["b", "c", "d"],
      rearmed: [],
    });
    expect(retry("node", "b")?.targets).toEqual([["y", 1, 1]]);
  });

  it("runs a chord's body once its last bad member is mended, not before", () => {
    const states = { a: "F", b: "F", c: "S", d: "K" };
    const retry = runOf(chord([a, b, c], d), states);
    expect(retry("node", "a")?.willRun).toEqual(["a"]);
    expect(retry("failed")?.willRun).toEqual(["a", "b", "d"]);
    expect(runOf(chord([a, b, c], d), { ...states, b: "S" })("node", "a")?.willRun).toEqual([
      "a",
      "d",
    ]);
  });

  it("waits with a body for a member that still runs", () => {
    const retry = runOf(chord([a, b], c), { a: "F", b: "*", c: "K" });
    expect(retry("failed")?.willRun).toEqual(["a", "c"]);
  });

  it("takes revoked steps as it takes failed ones", () => {
    const retry = runOf(group(a, b), { a: "R", b: "S" });
    expect(retry("failed")?.willRun).toEqual(["a"]);
  });

  it("starts with what kept a skipped node from running", () => {
    const retry = runOf(chain(a, b, c), { a: "F", b: "K", c: "K" });
    expect(retry("node", "c", [[0, 0]])).toMatchObject({
      targets: [["t", 0, 0]],
      willRun: ["a", "b", "c"],
    });
    expect(retry("node", "c", [])).toBeUndefined();
  });

  it("runs from a node on: the node and everything after it", () => {
    const retry = runOf(tree(a, chain(b, c), d), { a: "S", b: "S", c: "S", d: "S" });
    expect(retry("from", "b")?.willRun).toEqual(["b", "c"]);
    expect(retry("from", "a")?.willRun).toEqual(["a", "b", "c", "d"]);
    expect(retry("from")?.willRun).toEqual(["a", "b", "c", "d"]);
  });

  it("from a step that was skipped starts with what kept it from running", () => {
    const retry = runOf(chain(a, b, c), { a: "F", b: "K", c: "K" });
    expect(retry("from", "b", [[0, 0]])).toMatchObject({
      targets: [["t", 0, 0]],
      willRun: ["a", "b", "c"],
    });
  });

  it("from a step that is under way is refused: its handler would run beside itself", () => {
    const retry = runOf(chain(a, b, c), { a: "S", b: "*" });
    expect(retry("from", "b")).toBeUndefined();
    expect(retry("from", "a")?.willRun).toEqual(["a", "b", "c"]);
  });

  it("lets callbacks for the old outcome wait for the next one", () => {
    const root = chain({ ...a, onFailure: [c] }, { ...b, onSuccess: [d] });
    const failed = runOf(root, { a: "F", b: "K", c: "S", d: "K" });
    expect(failed("failed")).toMatchObject({ willRun: ["a", "b", "d"], rearmed: ["c"] });
    const succeeded = runOf(root, { a: "S", b: "S", c: "K", d: "S" });
    expect(succeeded("from", "b")).toMatchObject({ willRun: ["b", "d"], rearmed: [] });
    expect(succeeded("from")?.willRun).toEqual(["a", "b", "d"]);
  });

  it("leaves alone what an optional failure did not hold up", () => {
    const retry = runOf(chain({ ...a, optional: true }, b), { a: "F", b: "S" });
    expect(retry("failed")?.willRun).toEqual(["a"]);
  });

  it("has nothing to do where nothing failed, or has begun", () => {
    const done = runOf(chain(a, b), { a: "S", b: "S" });
    expect(done("failed")).toBeUndefined();
    expect(done("node", "a")).toBeUndefined();
    expect(runOf(chain(a, b), {})("from", "b")).toBeUndefined();
  });
});
