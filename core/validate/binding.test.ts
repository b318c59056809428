/** Binding, statement by statement: what each place gives counts as one positional argument, or as none. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DEFAULT_LIMITS } from "@/core/problem";
import { validateCall, validateWorkflow } from "@/core/validate";
import { KNOWN_TASKS, add, chain, echo, group, rootProblems, task } from "@/testing/documents";
import { taskInfo } from "@/testing/task-infos";

/** A node in each kind of place that gives one value to what starts there, and its path. */
const RECEIVING: [place: string, around: (node: unknown) => unknown, path: string][] = [
  ["the second of a chain", (node) => chain(echo(), node), "root.children.1"],
  [
    "the first of a chain inside a chain",
    (node) => chain(echo(), chain(node)),
    "root.children.1.children.0",
  ],
  [
    "a member of a group behind something",
    (node) => chain(echo(), group(echo(), node)),
    "root.children.1.children.1",
  ],
  [
    "a member of a header behind something",
    (node) => chain(echo(), { kind: "chord", header: [node], body: echo() }),
    "root.children.1.header.0",
  ],
  [
    "the root of a tree behind something",
    (node) => chain(echo(), { kind: "tree", root: node, children: [] }),
    "root.children.1.root",
  ],
  [
    "a child of a tree that passes its result",
    (node) => ({ kind: "tree", root: echo(), children: [node], passResult: true }),
    "root.children.0",
  ],
  ["the body of a map", (node) => ({ kind: "map", over: [1], body: node }), "root.body"],
  [
    "the body of a map in chunks",
    (node) => chain(echo(), { kind: "map", chunkSize: 2, body: node }),
    "root.children.1.body",
  ],
  ["an onSuccess of a signature", (node) => ({ ...echo(), onSuccess: [node] }), "root.onSuccess.0"],
  [
    "an onSuccess of a container",
    (node) => ({ ...chain(echo()), onSuccess: [node] }),
    "root.onSuccess.0",
  ],
  [
    "an onFailure of a container",
    (node) => ({ ...chain(echo()), onFailure: [node] }),
    "root.onFailure.0",
  ],
  [
    "the first of a chain as a callback",
    (node) => ({ ...echo(), onSuccess: [chain(node, echo())] }),
    "root.onSuccess.0.children.0",
  ],
];

/** Places that give nothing. */
const BARE: [place: string, around: (node: unknown) => unknown, path: string][] = [
  ["the root", (node) => node, "root"],
  ["the first of a chain", (node) => chain(node, echo()), "root.children.0"],
  ["a member of a group that receives nothing", (node) => group(node, echo()), "root.children.0"],
  [
    "a header that receives nothing",
    (node) => ({ kind: "chord", header: [node], body: echo() }),
    "root.header.0",
  ],
  [
    "a child of a tree",
    (node) => chain(echo(), { kind: "tree", root: echo(), children: [node] }),
    "root.children.1.children.0",
  ],
];

const three = (fields: object) => ({ kind: "task", task: "three", ...fields });
const tasks = [
  ...KNOWN_TASKS,
  taskInfo("three", { x: z.unknown(), y: z.unknown(), z: z.unknown().default(0) }),
];

function errorsOf(root: unknown): string[] {
  return validateWorkflow({ root }, { tasks, limits: DEFAULT_LIMITS })
    .filter(({ severity }) => severity === "error")
    .map(({ path, code }) => `${path} ${code}`);
}

describe("a place that gives one value", () => {
  it.each(RECEIVING)("fills the first parameter: %s", (_, around, path) => {
    expect(errorsOf(around(three({ args: [1] })))).toEqual([]);
    expect(errorsOf(around(three({ args: [1, 2] })))).toEqual([]);
    expect(errorsOf(around(three({ kwargs: { y: 1, z: 2 } })))).toEqual([]);
    expect(errorsOf(around(three({ args: [1, 2, 3] })))).toEqual([
      `${path}.args ARGUMENTS_TOO_MANY`,
    ]);
    expect(errorsOf(around(three({})))).toEqual([`${path}.kwargs.y ARGUMENT_MISSING`]);
    expect(errorsOf(around(three({ args: [1], kwargs: { x: 1 } })))).toEqual([
      `${path}.kwargs.x ARGUMENT_TWICE`,
    ]);
    expect(errorsOf(around(three({ args: [1], kwargs: { y: 1 } })))).toEqual([
      `${path}.kwargs.y ARGUMENT_TWICE`,
    ]);
    expect(errorsOf(around(three({ args: [1], kwargs: { w: 1 } })))).toEqual([
      `${path}.kwargs.w ARGUMENT_UNKNOWN`,
    ]);
  });

  it.each(RECEIVING)("gives nothing to what is immutable: %s", (_, around, path) => {
    const fixed = (fields: object) => around(three({ immutable: true, ...fields }));
    expect(errorsOf(fixed({ args: [1, 2, 3] }))).toEqual([]);
    expect(errorsOf(fixed({ args: [1], kwargs: { y: 1 } }))).toEqual([]);
    expect(errorsOf(fixed({ args: [1] }))).toEqual([`${path}.kwargs.y ARGUMENT_MISSING`]);
    expect(errorsOf(fixed({ args: [1, 2, 3, 4] }))).toEqual([`${path}.args ARGUMENTS_TOO_MANY`]);
  });
});

describe("a place that gives nothing", () => {
  it.each(BARE)("fills no parameter: %s", (_, around, path) => {
    expect(errorsOf(around(three({ args: [1, 2, 3] })))).toEqual([]);
    expect(errorsOf(around(three({ args: [1], kwargs: { y: 2 } })))).toEqual([]);
    expect(errorsOf(around(three({ kwargs: { y: 1, x: 2 } })))).toEqual([]);
    expect(errorsOf(around(three({ args: [1] })))).toEqual([`${path}.kwargs.y ARGUMENT_MISSING`]);
    expect(errorsOf(around(three({ args: [1, 2, 3, 4] })))).toEqual([
      `${path}.args ARGUMENTS_TOO_MANY`,
    ]);
  });
});

describe("a message about an argument", () => {
  const messagesOf = (fields: object, around = (node: unknown): unknown => node) =>
    validateWorkflow(
      { root: around(three({ id: "n1", label: "Sum up", ...fields })) },
      { tasks, limits: DEFAULT_LIMITS },
    ).map(({ message }) => message);

  it.each<[string[], object, ((node: unknown) => unknown)?]>([
    [['"x"', '"y"'], {}],
    [["x, y, z", "Remove 1"], { args: [1, 2, 3, 4] }],
    [['"w"', '"x", "y", "z"'], { args: [1, 2], kwargs: { w: 1 } }],
    [['"x"', "by position and by name"], { args: [1, 2], kwargs: { x: 1 } }],
    [
      ['"x"', "by the result received from before it", "immutable"],
      { args: [1], kwargs: { x: 1 } },
      (node) => chain(echo(), node),
    ],
    [["the result received", "immutable"], { args: [1, 2, 3] }, (node) => chain(echo(), node)],
  ])("names %j and the node", (parts, fields, around) => {
    const messages = messagesOf(fields, around);
    for (const message of messages) expect(message).toMatch(/^Task "Sum up" \(three\): .*\.$/);
    for (const part of parts) expect(messages.join(" ")).toContain(part);
  });
});

describe("the literal items of a map", () => {
  const map = (body: unknown, fields: object = {}) => ({
    kind: "map",
    over: [1, "b"],
    body,
    ...fields,
  });
  const upper = task("text.upper");

  it("are held against the signatures that receive them, however deep", () => {
    expect(rootProblems(map(upper))).toEqual(["root.over.0 ARGUMENT_TYPE"]);
    expect(rootProblems(map(chain(upper, add(1))))).toContain("root.over.0 ARGUMENT_TYPE");
    expect(rootProblems(map(group(echo(), chain(upper, echo()))))).toEqual([
      "root.over.0 ARGUMENT_TYPE",
    ]);
    const chord = { kind: "chord", header: [add(1)], body: echo() };
    expect(rootProblems(map(chord))).toEqual(["root.over.1 ARGUMENT_TYPE"]);
    expect(rootProblems(map({ kind: "tree", root: upper, children: [] }))).toEqual([
      "root.over.0 ARGUMENT_TYPE",
    ]);
  });

  it("are not held against what receives something else, or nothing", () => {
    expect(rootProblems(map(chain(echo(), upper)))).toEqual([]);
    expect(rootProblems(map({ ...task("text.upper", "x"), immutable: true }))).toEqual([]);
    const inner = { kind: "map", body: upper };
    expect(rootProblems(map(inner, { over: [["a"], [1]] }))).toEqual([]);
  });

  it("are told once, however many signatures of a task receive them", () => {
    expect(rootProblems(map(group(upper, upper, upper)))).toEqual(["root.over.0 ARGUMENT_TYPE"]);
  });

  it("are lists where they go in chunks", () => {
    const sum = task("math.sum");
    const problems = rootProblems(map(sum, { over: [1, 2, 3, "4", 5], chunkSize: 2 }));
    expect(problems).toEqual(["root.over.3 ARGUMENT_TYPE"]);
    expect(rootProblems(map(upper, { over: ["a", "b", "c"], chunkSize: 2 }))).toEqual([
      "root.body RESULT_TYPE",
      "root.over.0 ARGUMENT_TYPE",
      "root.over.2 ARGUMENT_TYPE",
    ]);
  });
});

describe("a literal of the wrong type", () => {
  it.each<[string, unknown]>([
    ["root.args.0", add(null, 1)],
    ["root.args.1", add(1, [2])],
    ["root.args.0", add({ $signature: add(1, 2) }, 1)],
    ["root.kwargs.x", { kind: "task", task: "math.add", kwargs: { x: "1", y: 1 } }],
    ["root.args.0.1", task("math.sum", [1, null])],
    ["root.args.0", task("flow.countdown", -1)],
    ["root.args.0", task("flow.progress", 0, 1)],
  ])("is a problem at %s", (path, root) => {
    expect(rootProblems(root)).toEqual([`${path} ARGUMENT_TYPE`]);
  });

  it("may be left out where there is a default, and null only where the parameter takes it", () => {
    expect(rootProblems(task("flow.fail"))).toEqual([]);
    expect(rootProblems(task("flow.fail", "x", null))).toEqual([]);
    expect(rootProblems(task("flow.fail", null))).toEqual(["root.args.0 ARGUMENT_TYPE"]);
  });
});

describe("validateCall", () => {
  const options = { tasks, limits: DEFAULT_LIMITS };
  const call = (fields: object) => ({ kind: "task" as const, task: "three", ...fields });

  it("counts what the place gives, and begins paths at the signature", () => {
    expect(validateCall(call({ args: [1] }), true, options)).toEqual([]);
    expect(validateCall(call({ args: [1] }), false, options)).toMatchObject([
      { code: "ARGUMENT_MISSING", path: "kwargs.y" },
    ]);
    expect(validateCall(call({ args: [1, 2, 3] }), true, options)).toMatchObject([
      { code: "ARGUMENTS_TOO_MANY", path: "args" },
    ]);
  });

  it("looks at form, size and signatures in values as validation does", () => {
    expect(validateCall(call({ args: [NaN] }), true, options)).toMatchObject([
      { code: "DOCUMENT_INVALID", path: "args.0" },
    ]);
    const signature = { $signature: { kind: "task", task: "nope" } };
    expect(validateCall(call({ args: [1, [signature]] }), false, options)).toMatchObject([
      { code: "TASK_UNKNOWN", path: "args.1.0.$signature" },
    ]);
    const limits = { ...DEFAULT_LIMITS, argumentsBytes: 3 };
    expect(validateCall(call({ args: [1, 2] }), false, { tasks, limits })).toMatchObject([
      { code: "LIMIT_ARGUMENTS", path: "" },
    ]);
  });
});
