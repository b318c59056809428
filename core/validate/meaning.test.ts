import { describe, expect, it } from "vitest";
import { problemsOf, rootProblems, task, add, echo, chain, group } from "@/testing/documents";

describe("tasks", () => {
  it("must be registered, with a hint where the name is nearly right", () => {
    const [problem] = problemsOf({ root: task("math.Add", 1, 2) });
    expect(problem).toMatchObject({ code: "TASK_UNKNOWN", path: "root", severity: "error" });
    expect(problem?.message).toContain('Did you mean "math.add"?');
    expect(problemsOf({ root: task("__proto__") })).toMatchObject([{ code: "TASK_UNKNOWN" }]);
  });

  it("that nobody offers now give a warning", () => {
    expect(problemsOf({ root: task("old.task") })).toMatchObject([
      { code: "TASK_OFFLINE", severity: "warning" },
    ]);
  });
});

describe("what a place gives", () => {
  const body = task("math.sum");

  it.each([
    ["the root nothing", add(1, 2), add(1)],
    ["the first of a chain what the chain receives", chain(add(1, 2)), chain(add(1))],
    ["the next of a chain one result", chain(echo(), add(1)), chain(echo(), add(1, 2))],
    ["an immutable one nothing", chain(echo(), { ...add(1, 2), immutable: true }), chain(add(1))],
    [
      "a chain inside a chain the result before it",
      chain(echo(), chain(add(1), add(2))),
      chain(echo(), chain(add(1, 2))),
    ],
    [
      "every child of a group what the group receives",
      chain(echo(), group(add(1), add(2))),
      chain(echo(), group(add(1), add(2, 3))),
    ],
    [
      "a chord's header what the chord receives",
      chain(echo(), { kind: "chord", header: [add(1)], body }),
      { kind: "chord", header: [add(1)], body },
    ],
    [
      "a chord's body one list",
      { kind: "chord", header: [echo(), echo()], body: task("text.join", "-") },
      { kind: "chord", header: [echo()], body: task("text.join", "-", "-") },
    ],
    [
      "the children of a tree nothing",
      { kind: "tree", root: echo(), children: [add(1, 2)] },
      { kind: "tree", root: echo(), children: [add(1)] },
    ],
    [
      "the children of a tree that passes its result one value",
      { kind: "tree", root: echo(), children: [add(1)], passResult: true },
      { kind: "tree", root: echo(), children: [add(1, 2)], passResult: true },
    ],
    [
      "a copy of a map its item",
      { kind: "map", over: [1], body: add(1) },
      { kind: "map", over: [1], body: add(1, 2) },
    ],
    [
      "onSuccess the result",
      { ...echo(), onSuccess: [add(1)] },
      { ...echo(), onSuccess: [add(1, 2)] },
    ],
    [
      "onFailure one value",
      { ...echo(), onFailure: [echo()] },
      { ...echo(), onFailure: [echo(1)] },
    ],
  ])("is: %s", (_, fits, doesNot) => {
    const errorsOf = (root: unknown) =>
      problemsOf({ root }).filter((problem) => problem.severity === "error");
    expect(errorsOf(fits)).toEqual([]);
    expect(errorsOf(doesNot)).toMatchObject([{ code: expect.stringMatching(/^ARGUMENT/) }]);
  });

  it("counts as given when a parameter is also given by name", () => {
    const next = { kind: "task", task: "math.add", kwargs: { x: 1, y: 2 } };
    expect(rootProblems(chain(echo(), next))).toEqual(["root.children.1.kwargs.x ARGUMENT_TWICE"]);
  });

  it("is refused by a task without parameters", () => {
    expect(rootProblems(chain(echo(), task("no.params")))).toEqual([
      "root.children.1.args ARGUMENTS_TOO_MANY",
    ]);
  });
});

describe("containers", () => {
  it("may be empty, all but a chain", () => {
    const body = task("math.sum");
    const empty = [group(), { kind: "chord", header: [], body }, { kind: "map", over: [], body }];
    expect(rootProblems(group(...empty))).toEqual([]);
    expect(rootProblems(group(chain(), echo()))).toEqual(["root.children.0 CHAIN_EMPTY"]);
  });

  it("warn of a group of one", () => {
    expect(problemsOf({ root: group(echo()) })).toMatchObject([
      { code: "GROUP_OF_ONE", severity: "warning", path: "root" },
    ]);
  });

  it("of kind map want a list from exactly one side", () => {
    const map = { kind: "map", body: echo() };
    expect(rootProblems(map)).toEqual(["root MAP_INPUT"]);
    expect(rootProblems(chain(echo(), map))).toEqual([]);
    expect(rootProblems(chain(echo(), { ...map, over: [1] }))).toEqual([
      "root.children.1 MAP_INPUT",
    ]);
    expect(rootProblems({ kind: "tree", root: echo(), children: [map] })).toEqual([
      "root.children.0 MAP_INPUT",
    ]);
  });
});
