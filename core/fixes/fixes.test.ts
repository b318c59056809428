import { describe, expect, it } from "vitest";
import { applyEdit } from "@/core/edits/edit";
import { fromWorkflow, toWorkflow, type EditorDocument } from "@/core/edits/document";
import type { WorkflowNode } from "@/core/node";
import { DEFAULT_LIMITS, type Problem, type ProblemCode } from "@/core/problem";
import { validateAgainst } from "@/core/validate";
import { KnownTasks } from "@/core/validate/known-tasks";
import { countingIds } from "@/testing/edits/arbitrary";
import { sketch } from "@/testing/edits/builders";
import { EXAMPLE_TASKS } from "@/testing/task-infos";
import type { Fix } from "./fix";
import { fieldOf, fixesOf } from "./fixes";

const tasks = new KnownTasks(EXAMPLE_TASKS);

function documentOf(root: WorkflowNode): EditorDocument {
  return fromWorkflow({ version: 1, name: "w", root }, countingIds());
}

function problemsOf(document: EditorDocument): Problem[] {
  return validateAgainst(toWorkflow(document), { tasks, limits: DEFAULT_LIMITS });
}

/** The fixes of the first problem of this code. */
function fixesFor(
  root: WorkflowNode,
  code: ProblemCode,
): { document: EditorDocument; fixes: Fix[] } {
  const document = documentOf(root);
  const problem = problemsOf(document).find((each) => each.code === code);
  if (problem === undefined) throw new Error(`No ${code} in ${sketch(root)}`);
  return { document, fixes: fixesOf(problem, { document, tasks }) };
}

function carryOut(document: EditorDocument, fix: Fix | undefined): EditorDocument {
  if (fix?.kind !== "edit") throw new Error(`No edit: ${JSON.stringify(fix)}`);
  const outcome = fix.command({ document, createId: countingIds() });
  if (!outcome.ok) throw new Error(outcome.reason);
  return applyEdit(document, outcome.edit);
}

const call = (task: string, rest: object = {}): WorkflowNode => ({
  kind: "task",
  id: task.replaceAll(".", "_"),
  task,
  ...rest,
});
const chain = (...children: WorkflowNode[]): WorkflowNode => ({ kind: "chain", children });

describe("fixes that edit", () => {
  const upperOf = (rest: object) =>
    chain(call("files.list", { args: ["*"] }), call("text.upper", rest));

  it.each<[ProblemCode, string, WorkflowNode]>([
    ["TASK_UNKNOWN", "Use math.add", call("math.ad", { args: [1, 2] })],
    ["ARGUMENT_TWICE", "Remove the second x", call("math.add", { args: [1, 2], kwargs: { x: 3 } })],
    [
      "ARGUMENT_UNKNOWN",
      "Rename it to separator",
      call("text.join", { args: [["a"]], kwargs: { seperator: "," } }),
    ],
    ["ARGUMENT_UNKNOWN", "Remove foo", call("math.add", { args: [1, 2], kwargs: { foo: 3 } })],
    ["ARGUMENT_UNKNOWN", "Remove a.b", call("math.add", { args: [1, 2], kwargs: { "a.b": 3 } })],
    ["ARGUMENTS_TOO_MANY", "Remove the last argument", call("math.add", { args: [1, 2, 3] })],
    ["ARGUMENTS_TOO_MANY", "Remove the last 2 arguments", call("math.add", { args: [1, 2, 3, 4] })],
    ["ARGUMENT_TYPE", "Use the number 3", call("math.add", { args: [1], kwargs: { y: "3" } })],
    ["ARGUMENT_TYPE", 'Use the text "7"', call("text.upper", { args: [7] })],
    ["ARGUMENT_TYPE", "Make it a list of one", call("math.sum", { kwargs: { numbers: 7 } })],
    ["RESULT_TYPE", "Run it for each item", upperOf({})],
    [
      "GROUP_OF_ONE",
      "Unwrap the group",
      { kind: "group", name: "g", children: [call("flow.echo")] },
    ],
    [
      "RESULT_TYPE",
      "Unwrap the map",
      chain(call("math.add", { args: [1, 2] }), { kind: "map", body: call("flow.echo") }),
    ],
    ["DOCUMENT_INVALID", "Leave attempts out", call("flow.echo", { options: { attempts: -1 } })],
    [
      "DOCUMENT_INVALID",
      "Leave window out",
      { kind: "map", over: [1], window: -1, body: call("flow.echo") },
    ],
    [
      "MAP_INPUT",
      "Remove its own list",
      chain(call("files.list", { args: ["*"] }), {
        kind: "map",
        over: [1],
        body: call("flow.echo"),
      }),
    ],
  ])("%s: %s leaves nothing of the problem", (code, label, root) => {
    const { document, fixes } = fixesFor(root, code);
    expect(fixes.map((fix) => fix.label)).toContain(label);
    const mended = carryOut(
      document,
      fixes.find((fix) => fix.label === label),
    );
    expect(problemsOf(mended)).toEqual([]);
  });

  it("take back a value that is received besides a named one, or the receiving", () => {
    const root = chain(
      call("math.mul", { args: [1, 2] }),
      call("math.add", { kwargs: { x: 1, y: 2 } }),
    );
    const { document, fixes } = fixesFor(root, "ARGUMENT_TWICE");
    expect(fixes.map(({ label }) => label)).toEqual(["Remove the second x", "Make immutable"]);
    for (const fix of fixes) expect(problemsOf(carryOut(document, fix))).toEqual([]);
  });

  it("let a task without parameters receive nothing", () => {
    const root = chain(call("files.list", { args: ["*"] }), call("math.sum", { args: [[1]] }));
    const { document, fixes } = fixesFor(root, "ARGUMENTS_TOO_MANY");
    expect(fixes.map(({ label }) => label)).toEqual(["Remove the last argument", "Make immutable"]);
    expect(problemsOf(carryOut(document, fixes[1]))).toEqual([]);
  });

  it("make immutable what receives another type", () => {
    const { document, fixes } = fixesFor(
      chain(call("math.mul", { args: [1, 2] }), call("text.upper")),
      "RESULT_TYPE",
    );
    expect(fixes.map(({ label }) => label)).toEqual(["Make immutable"]);
    const codes = problemsOf(carryOut(document, fixes[0])).map(({ code }) => code);
    expect(codes).toEqual(["ARGUMENT_MISSING"]);
  });

  it("remove an empty chain", () => {
    const { document, fixes } = fixesFor(
      { kind: "group", name: "g", children: [call("flow.echo"), chain()] },
      "CHAIN_EMPTY",
    );
    expect(fixes[0]).toMatchObject({ kind: "pick", how: "inside" });
    const codes = problemsOf(carryOut(document, fixes[1])).map(({ code }) => code);
    expect(codes).not.toContain("CHAIN_EMPTY");
  });
});

describe("fixes by a person", () => {
  it.each<[ProblemCode, object, WorkflowNode]>([
    ["ARGUMENT_MISSING", { field: "x" }, call("math.add", { kwargs: { y: 1 } })],
    ["ARGUMENT_TYPE", { field: "y" }, call("math.add", { args: [1, "two"] })],
    ["ARGUMENT_TYPE", { field: "numbers" }, call("math.sum", { args: [[1, "two"]] })],
    ["MAP_INPUT", { field: "over" }, { kind: "map", body: call("flow.echo") }],
    ["TASK_UNKNOWN", { kind: "pick", how: "replace" }, call("nothing.like.it")],
    [
      "ARGUMENT_TYPE",
      { field: "over" },
      { kind: "map", over: ["a"], body: call("flow.countdown") },
    ],
  ])("%s leads to %o", (code, expected, root) => {
    expect(fixesFor(root, code).fixes).toEqual([expect.objectContaining(expected)]);
  });

  it("are none where another person has to act, and inside of arguments", () => {
    const document = documentOf(call("flow.echo", { args: [{ $signature: call("math.ad") }] }));
    const problem = problemsOf(document).find(({ code }) => code === "TASK_UNKNOWN");
    expect(problem).toBeDefined();
    expect(fixesOf(problem!, { document, tasks })).toEqual([]);
  });

  it("leads from a task that nobody offers to the workers", () => {
    const document = documentOf(call("flow.echo"));
    const offline: Problem = {
      code: "TASK_OFFLINE",
      severity: "warning",
      path: "root",
      nodeId: "flow_echo",
      message: "no worker offers it",
    };
    expect(fixesOf(offline, { document, tasks })).toMatchObject([
      { kind: "workers" },
      { kind: "pick", how: "replace" },
    ]);
  });

  it("leads to the list and the chunks of a map that makes too many copies", () => {
    const document = documentOf({
      kind: "map",
      id: "m",
      over: [1, 2, 3, 4],
      body: call("flow.echo"),
    });
    const [problem] = validateAgainst(toWorkflow(document), {
      tasks,
      limits: { ...DEFAULT_LIMITS, nodes: 3 },
    });
    expect(problem).toMatchObject({ code: "LIMIT_NODES", nodeId: "m" });
    expect(fixesOf(problem!, { document, tasks })).toMatchObject([
      { kind: "field", nodeId: "m", field: "chunkSize" },
      { kind: "field", nodeId: "m", field: "over" },
    ]);
  });
});

describe("fieldOf", () => {
  const fed = (rest: object) => chain(call("flow.echo"), call("math.add", rest));

  it.each<[ProblemCode, string | null, WorkflowNode]>([
    ["ARGUMENT_MISSING", "x", call("math.add", { kwargs: { y: 1 } })],
    ["ARGUMENT_TYPE", "y", call("math.add", { args: [1, "two"] })],
    ["ARGUMENT_TYPE", "y", fed({ args: ["two"] })],
    ["ARGUMENT_TWICE", "x", call("math.add", { args: [1, 2], kwargs: { x: 3 } })],
    ["DOCUMENT_INVALID", "attempts", call("flow.echo", { options: { attempts: -1 } })],
    ["DOCUMENT_INVALID", "window", { kind: "map", over: [1], window: -1, body: call("flow.echo") }],
    ["MAP_INPUT", "over", { kind: "map", body: call("flow.echo") }],
    ["TASK_UNKNOWN", null, call("math.ad")],
  ])("says where a problem lies: %s in %s", (code, field, root) => {
    const document = documentOf(root);
    const problem = problemsOf(document).find((each) => each.code === code);
    expect(problem).toBeDefined();
    expect(fieldOf(problem!, { document, tasks })).toBe(field);
  });
});
