import { describe, expect, it } from "vitest";
import { printExpression } from "@/core/expression/print";
import { parseExpression } from "@/core/expression/parse";
import type { WorkflowNode } from "@/core/node";
import { EXAMPLE_TASKS } from "@/testing/task-infos";
import { instantiate } from "./instantiate";
import { placesIn } from "./places";
import { keysOf, pointerOf, valueAt, withValueAt } from "./pointer";
import { parseTemplate, type Template } from "./template";

function nodeOf(text: string): WorkflowNode {
  const outcome = parseExpression(text);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.parsed.root;
}

const template: Template = {
  version: 1,
  name: "Count words",
  description: "",
  relation: "chain",
  nodes: [
    nodeOf('files.list(pattern="docs/*.md") > map(files.wordCount)'),
    nodeOf('files.report(title="Docs")'),
  ],
  parameters: [
    { name: "pattern", schema: { type: "string" }, places: ["/0/children/0/kwargs/pattern"] },
    {
      name: "title",
      schema: { type: "string", minLength: 2 },
      default: "Words",
      places: ["/1/kwargs/title"],
    },
  ],
};

describe("a template", () => {
  it("is filled with values, or their defaults, and stays as it is", () => {
    const before = JSON.stringify(template);
    const made = instantiate(template, { pattern: "*.txt" });
    expect(made.ok && made.clip.nodes.map((node) => printExpression(node))).toEqual([
      'files.list(pattern="*.txt") > map(files.wordCount)',
      'files.report(title="Words")',
    ]);
    expect(JSON.stringify(template)).toBe(before);
  });

  it.each([
    [{}, "pattern", /no default/],
    [{ pattern: 5 }, "pattern", /expected string/],
    [{ pattern: "a", title: "x" }, "title", /title/],
    [{ pattern: "a", titel: "xx" }, "titel", /no parameter/],
  ])("refuses %j, naming the parameter", (values, parameter, message) => {
    expect(instantiate(template, values)).toEqual({
      ok: false,
      problems: [{ parameter, message: expect.stringMatching(message) as string }],
    });
  });

  it("comes back from JSON as it was", () => {
    expect(parseTemplate(JSON.parse(JSON.stringify(template)))).toEqual({ template });
  });

  it.each([
    [{ ...template, name: "" }, /name/],
    [{ ...template, nodes: [] }, /nodes/],
    [{ ...template, nodes: [{ kind: "task" }] }, /task/],
    [{ ...template, version: 2 }, /version/],
    [
      { ...template, parameters: [...template.parameters, template.parameters[0]] },
      /Two parameters/,
    ],
    [
      { ...template, parameters: [{ name: "a", schema: {}, places: ["/0/children/9/args/0"] }] },
      /no argument/,
    ],
    [
      { ...template, parameters: [{ name: "a", schema: {}, places: ["/0/children"] }] },
      /no argument/,
    ],
    [null, /template/],
  ])("is refused when it is not sound", (value, message) => {
    const parsed = parseTemplate(value);
    const said =
      "problems" in parsed ? parsed.problems.map((problem) => problem.message).join(" ") : "";
    expect(said).toMatch(message);
  });

  it("offers the arguments of its tasks and the lists of its maps", () => {
    const nodes = [nodeOf('math.add(1, y=2) as "Add" > map(math.mul(3), over=[1, 2])')];
    const found = placesIn(nodes, EXAMPLE_TASKS);
    expect(found.map(({ pointer, label, value }) => [pointer, label, value])).toEqual([
      ["/0/children/0/args/0", "Add · y", 1],
      ["/0/children/0/kwargs/y", "Add · y", 2],
      ["/0/children/1/over", "map · over", [1, 2]],
      ["/0/children/1/body/args/0", "math.mul · y", 3],
    ]);
    expect(new Set(found.map(({ name }) => name)).size).toBe(4);
    for (const { pointer, value } of found) expect(valueAt(nodes, pointer)).toEqual(value);
  });
});

describe("a pointer", () => {
  it("says any key, and changes one place of a copy", () => {
    const value = { "a/b": [{ "c~d": 1 }], e: 2 };
    const pointer = pointerOf(["a/b", 0, "c~d"]);
    expect(keysOf(pointer)).toEqual(["a/b", "0", "c~d"]);
    expect(withValueAt(value, pointer, 5)).toEqual({ "a/b": [{ "c~d": 5 }], e: 2 });
    expect(valueAt(value, pointer)).toBe(1);
    expect(valueAt(value, "/x/y")).toBeUndefined();
  });
});
