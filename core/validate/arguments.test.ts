import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DEFAULT_LIMITS } from "@/core/problem";
import { validateWorkflow } from "@/core/validate";
import { problemsOf, rootProblems, task, add, echo, chain, group } from "@/testing/documents";
import { taskInfo } from "@/testing/task-infos";

describe("arguments", () => {
  it("that are missing, unknown or too many are named with their place", () => {
    const root = { ...add(1), kwargs: { z: 3 } };
    expect(rootProblems(root)).toEqual([
      "root.kwargs.z ARGUMENT_UNKNOWN",
      "root.kwargs.y ARGUMENT_MISSING",
    ]);
    expect(rootProblems(add(1, 2, 3))).toEqual(["root.args ARGUMENTS_TOO_MANY"]);
  });

  it("of the wrong type are found, deep inside too", () => {
    expect(rootProblems(add(1, "2"))).toEqual(["root.args.1 ARGUMENT_TYPE"]);
    expect(rootProblems(task("math.sum", [1, "2"]))).toEqual(["root.args.0.1 ARGUMENT_TYPE"]);
    const root = { kind: "task", task: "math.add", kwargs: { x: 1, y: null } };
    expect(rootProblems(root)).toEqual(["root.kwargs.y ARGUMENT_TYPE"]);
    expect(rootProblems(task("flow.countdown", 1.5))).toEqual(["root.args.0 ARGUMENT_TYPE"]);
  });

  it("are checked against the parameter they land on behind a received value", () => {
    expect(rootProblems(chain(echo(), task("text.join", 5)))).toEqual([
      "root.children.1.args.0 ARGUMENT_TYPE",
    ]);
  });

  it("are read with the definitions that stand beside the parameters", () => {
    const info = taskInfo("json.take", { value: z.json(), name: z.string() });
    expect(info.params["$defs"]).toBeDefined();
    const options = { tasks: [info], limits: DEFAULT_LIMITS };
    const root = task("json.take", { deep: [1, { a: null }] }, 5);
    expect(validateWorkflow({ root }, options)).toMatchObject([
      { code: "ARGUMENT_TYPE", path: "root.args.1" },
    ]);
  });

  it("are left to the worker where a schema cannot be read", () => {
    const info = taskInfo("odd", {});
    info.params = { type: "object", properties: { x: { $ref: "#/nowhere" } } };
    const options = { tasks: [info], limits: DEFAULT_LIMITS };
    expect(validateWorkflow({ root: task("odd", 1) }, options)).toEqual([]);
  });

  it("of a map's items are checked where they are literal", () => {
    const map = { kind: "map", over: ["a", 5], body: task("text.upper") };
    expect(rootProblems(map)).toEqual(["root.over.1 ARGUMENT_TYPE"]);
    expect(rootProblems({ ...map, body: { ...echo(1), immutable: true } })).toEqual([]);
  });
});

describe("signatures as values", () => {
  const value = (signature: unknown) => ({ $signature: signature });

  it("are checked like signatures, but may lack arguments", () => {
    expect(rootProblems(task("flow.chain", [value(add(1)), value(add(1, 2))]))).toEqual([]);
    const wrong = [value(add(1, "2")), value(task("nope")), value({ ...add(), x: 1 })];
    expect(rootProblems(task("flow.chain", wrong.slice(0, 2)))).toEqual([
      "root.args.0.0.$signature.args.1 ARGUMENT_TYPE",
      "root.args.0.1.$signature TASK_UNKNOWN",
    ]);
    expect(rootProblems(task("flow.chain", wrong))).toEqual([
      "root.args.0.2.$signature.x DOCUMENT_INVALID",
    ]);
  });

  it("are found inside each other, in keyword arguments, and with callbacks", () => {
    const inner = { ...echo(), onSuccess: [add(1, 2)] };
    const outer = { kind: "task", task: "flow.echo", kwargs: { value: { deep: [value(inner)] } } };
    expect(rootProblems(echo(value(outer)))).toEqual([
      "root.args.0.$signature.kwargs.value.deep.0.$signature.onSuccess.0.args ARGUMENTS_TOO_MANY",
    ]);
  });

  it("carry the id of the node in whose arguments they stand", () => {
    const root = { ...echo(value({ ...task("nope"), id: "inner" })), id: "outer" };
    expect(problemsOf({ root })).toMatchObject([{ nodeId: "outer", code: "TASK_UNKNOWN" }]);
  });

  it("must be signatures and nothing else", () => {
    expect(rootProblems(echo(value(group())))).toEqual([
      "root.args.0.$signature.kind DOCUMENT_INVALID",
    ]);
    expect(rootProblems(echo(value("text")))).toEqual(["root.args.0.$signature DOCUMENT_INVALID"]);
    expect(rootProblems(echo({ ...value(echo()), other: 1 }))).toEqual([
      "root.args.0.$signature DOCUMENT_INVALID",
    ]);
  });

  it("are refused as an empty list by flow.chain", () => {
    expect(rootProblems(task("flow.chain", []))).toEqual(["root.args.0 ARGUMENT_TYPE"]);
  });
});
