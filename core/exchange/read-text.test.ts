import { describe, expect, it } from "vitest";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import { printExpression } from "@/core/expression/print";
import type { Workflow } from "@/core/node";
import { fileNameOf, readFile, writeBundle, writeFile } from "./bundle";
import { readText } from "./read-text";

function read(text: unknown, tasks: string[] = []) {
  const reading = readText(typeof text === "string" ? text : JSON.stringify(text), tasks);
  if (!reading.ok) throw new Error(reading.reason);
  const [node] = reading.clip.nodes;
  return { kind: reading.kind, said: node && printExpression(node), losses: reading.losses };
}

const node = { kind: "task", task: "a" };

describe("a text from anywhere", () => {
  it.each([
    [{ version: 1, name: "W", root: node }, "nodes", "a"],
    [node, "nodes", "a"],
    [{ espalier: "nodes", version: 1, relation: "chain", nodes: [node] }, "nodes", "a"],
    [
      { name: "p", queueName: "q", children: [{ name: "c", queueName: "q" }] },
      "flow",
      '[c with (queue="q")] >> p with (queue="q")',
    ],
    [
      [
        { name: "p", queueName: "q" },
        { name: "o", queueName: "q" },
      ],
      "flow",
      '[p with (queue="q") | o with (queue="q")]',
    ],
    ["a > [b | c] >> d", "expression", "a > [b | c] >> d"],
    ["math.add", "expression", "math.add"],
    ["chain(add.s(2, 2), mul.s(4))", "celery", "add(2, 2) > mul(4)"],
    ["add.s(2, 2) | mul.s(4)", "celery", "add(2, 2) > mul(4)"],
  ])("%j is told for what it is", (text, kind, said) => {
    expect(read(text)).toEqual({ kind, said, losses: [] });
  });

  it("is an expression of one word only where that is a task", () => {
    expect(readText("hello").ok).toBe(false);
    expect(read("hello", ["hello"]).said).toBe("hello");
  });

  it("names what could not be taken with the part of the text", () => {
    expect(read("add.s(1).set(routing_key='x')").losses).toEqual([
      {
        at: "add.s(1).set(routing_key='x')",
        message: "There is no option routing_key here. It was left out.",
      },
    ]);
  });

  it.each([
    ["", /empty/],
    ["Dear reader", /not JSON.*no expression.*no Celery canvas/],
    ["a > > b", /expression cannot be read at "> b"/],
    ["chain(add.s(2, 2),\n  mul.s(4)", /Celery canvas cannot be read in line 2, at its end/],
    ['{"kind":"task"}', /cannot be pasted/],
    ['{"name":"p","queueName":"q","children":[1]}', /flow cannot be pasted.*children\.0/],
    ["a with (attempts=0)", /cannot be pasted/],
  ])("%j is refused with what is wrong", (text, message) => {
    expect(readText(text)).toEqual({ ok: false, reason: expect.stringMatching(message) as string });
  });
});

describe("a file of workflows", () => {
  const workflows = EXAMPLE_WORKFLOWS.map(({ workflow }) => workflow);

  it("holds one, or all of them", () => {
    const [first] = workflows as [Workflow];
    expect(readFile(writeFile(first), "a.json")).toEqual({ workflows: [first], losses: [] });
    expect(readFile(writeBundle(workflows), "all.json")).toEqual({ workflows, losses: [] });
  });

  it("gives what can be read, and names the rest", () => {
    const text = JSON.stringify({
      espalier: "workflows",
      version: 1,
      workflows: [workflows[0], { version: 1, name: "Broken", root: {} }, 5],
    });
    expect(readFile(text, "all.json")).toEqual({
      workflows: [workflows[0]],
      losses: [
        { at: "Broken", message: expect.any(String) as string },
        { at: "workflow 3", message: expect.any(String) as string },
      ],
    });
    expect(
      readFile('{"espalier":"workflows","version":2,"workflows":[]}', "x.json").losses,
    ).toHaveLength(1);
    expect(readFile("nothing", "x.txt").losses).toMatchObject([{ at: "x.txt" }]);
  });

  it("is named after the file where it has no name", () => {
    expect(readFile("a > b", "nightly.txt").workflows).toMatchObject([{ name: "nightly" }]);
    expect(fileNameOf("Word count: größe / 2")).toBe("word-count-große-2");
    expect(fileNameOf("***")).toBe("workflow");
  });
});
