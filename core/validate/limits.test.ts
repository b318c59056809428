import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "@/core/problem";
import { validateWorkflow } from "@/core/validate";
import {
  KNOWN_TASKS,
  problemsOf,
  rootProblems,
  task,
  add,
  echo,
  chain,
  group,
} from "@/testing/documents";

function nest(depth: number, wrap: (inner: unknown) => unknown, innermost: unknown = echo()) {
  let node = innermost;
  for (let level = 1; level < depth; level++) node = wrap(node);
  return node;
}

describe("limits", () => {
  it("bound the depth: 100 is allowed, 101 is not", () => {
    const wrap = (inner: unknown) => chain(inner);
    expect(rootProblems(nest(100, wrap))).toEqual([]);
    const [problem] = problemsOf({ root: nest(101, wrap, { ...echo(), id: "deep" }) });
    expect(problem).toMatchObject({ code: "LIMIT_DEPTH", nodeId: "deep" });
    expect(problem?.message).toContain("deeper than 100 levels (LIMIT_DEPTH)");
  });

  it("count a callback, a tree's root and a chord's body as one deeper", () => {
    expect(rootProblems({ ...echo(), onSuccess: [echo()] }, { depth: 1 })).toEqual([
      "root.onSuccess.0 LIMIT_DEPTH",
    ]);
    const tree = { kind: "tree", root: echo(), children: [] };
    expect(rootProblems(tree, { depth: 1 })).toEqual(["root.root LIMIT_DEPTH"]);
    const chord = { kind: "chord", header: [echo()], body: echo() };
    expect(rootProblems(chord, { depth: 2 })).toEqual([]);
  });

  it.each([
    ["chains", (inner: unknown) => chain(inner)],
    ["callbacks", (inner: unknown) => ({ ...echo(), onFailure: [inner] })],
    ["bodies", (inner: unknown) => ({ kind: "map", body: inner })],
    ["roots", (inner: unknown) => ({ kind: "tree", root: inner, children: [] })],
    ["lists", (inner: unknown) => [inner]],
    ["arguments", (inner: unknown) => echo(inner)],
    ["signatures", (inner: unknown) => echo({ $signature: inner })],
    ["unknown keys", (inner: unknown) => ({ ...echo(), inner })],
    ["names", (inner: unknown) => ({ ...echo(), label: inner })],
  ])("answer %s ten thousand deep with a problem", (_, wrap) => {
    const problems = problemsOf({ root: nest(10_000, wrap) });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ severity }) => severity === "error")).toBe(true);
  });

  it("answer a document that contains itself with a problem", () => {
    const root = chain();
    root.children.push(root);
    expect(problemsOf({ root })).toMatchObject([{ code: "LIMIT_DEPTH" }]);
    const value: unknown[] = [];
    value.push(value);
    expect(rootProblems(echo(value))).toEqual(["root.args.0.0 DOCUMENT_INVALID"]);
  });

  it("bound the nodes", () => {
    expect(rootProblems(group(echo(), echo()), { nodes: 3 })).toEqual([]);
    expect(rootProblems(group(echo(), echo(), echo()), { nodes: 3 })).toEqual([
      "root.children.2 LIMIT_NODES",
    ]);
  });

  it("bound the copies of a map, where its list is literal", () => {
    const map = { kind: "map", id: "m", over: [1, 2, 3, 4], body: echo() };
    expect(rootProblems({ ...map, chunkSize: 2 }, { nodes: 2 })).toEqual([]);
    const [problem] = problemsOf({ root: map }, { nodes: 3 });
    expect(problem).toMatchObject({ code: "LIMIT_NODES", path: "root.over", nodeId: "m" });
    expect(problem?.message).toBe(
      'Map "m": "over" makes 4 copies, and a run may have 3 nodes (LIMIT_NODES). Raise "chunkSize", or split the list.',
    );
  });

  it("say by how much, also where it is one byte", () => {
    const limit = DEFAULT_LIMITS.argumentsBytes;
    const messageOf = (bytes: number) =>
      problemsOf({ root: echo("x".repeat(bytes - 4)) })[0]?.message;
    expect(messageOf(limit)).toBeUndefined();
    expect(messageOf(limit + 1)).toContain(
      "its arguments have 1048577 bytes, over the limit of 1048576 bytes a signature",
    );
    expect(messageOf(2 * limit)).toContain("have 2 MiB, over the limit of 1 MiB a signature");
  });

  it("bound the arguments of a signature", () => {
    const call = { ...echo("é".repeat(10)), id: "big" };
    expect(rootProblems(call, { argumentsBytes: 24 })).toEqual([]);
    const limits = { ...DEFAULT_LIMITS, argumentsBytes: 23 };
    const [problem] = validateWorkflow({ root: call }, { tasks: KNOWN_TASKS, limits });
    expect(problem).toMatchObject({ code: "LIMIT_ARGUMENTS", nodeId: "big" });
    expect(problem?.message).toContain("its arguments have 24 bytes, over the limit of 23 bytes");
  });

  it("bound the workflow to the byte", () => {
    const document = {
      version: 1,
      name: "é\n😀",
      root: {
        ...chain(echo({ a: [1, "2", null] }), { kind: "chord", header: [], body: echo("x") }),
        id: "c",
        onFailure: [
          { ...echo(), kwargs: {} },
          { kind: "tree", root: add(1, 2), children: [] },
        ],
      },
    };
    const bytes = new TextEncoder().encode(JSON.stringify(document)).length;
    const sizeProblems = (workflowBytes: number) =>
      problemsOf(document, { workflowBytes }).filter(({ code }) => code === "LIMIT_WORKFLOW");
    expect(sizeProblems(bytes)).toEqual([]);
    expect(sizeProblems(bytes - 1)).toHaveLength(1);
  });

  it("are checked without following shared values for ever", () => {
    let shared: unknown = "x";
    for (let level = 0; level < 60; level++) shared = [shared, shared];
    expect(rootProblems(echo(shared))).toEqual(["root LIMIT_WORKFLOW"]);
    let node: unknown = echo();
    for (let level = 0; level < 60; level++) node = group(node, node);
    expect(rootProblems(node)).toHaveLength(1);
  });

  it("keep the list of problems short, and warnings from hiding errors", () => {
    const many = Array.from({ length: 3000 }, () => task("old.task"));
    const problems = problemsOf({ root: group(...many, task("nope")) });
    expect(problems.filter(({ severity }) => severity === "warning")).toHaveLength(1000);
    expect(problems.at(-1)).toMatchObject({ code: "TASK_UNKNOWN" });
    const wrong = problemsOf({ root: group(...many.map(() => 1)) });
    expect(wrong).toHaveLength(1000);
    expect(wrong.at(-1)?.message).toContain("only the first 1,000 are listed");
  });

  it("let a hundred thousand nodes through", () => {
    const nodes = Array.from({ length: 99_999 }, (_, index) => ({ ...add(1, 2), id: `n${index}` }));
    expect(rootProblems(group(...nodes))).toEqual([]);
  }, 30_000);
});
