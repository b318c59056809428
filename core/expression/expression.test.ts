import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import { callbacksOf, membersOf, type Workflow, type WorkflowNode } from "@/core/node";
import { anyNode } from "@/testing/edits/arbitrary";
import { randomWorkflow } from "@/testing/random-workflow";
import { createRandom } from "@/testing/random";
import { parseExpression } from "./parse";
import { printExpression } from "./print";

/** What an expression says of a node: no ids, nothing empty, nothing that is off. */
function said(node: WorkflowNode): unknown {
  const isNothing = (key: string, value: unknown) =>
    key === "id" ||
    (["immutable", "optional", "passResult"].includes(key) && value === false) ||
    (["args", "onSuccess", "onFailure"].includes(key) && (value as unknown[]).length === 0) ||
    (["kwargs", "options"].includes(key) && Object.keys(value as object).length === 0);
  const entries = Object.entries(JSON.parse(JSON.stringify(node)) as object)
    .filter(([key, value]) => !isNothing(key, value))
    .filter(
      ([key]) => !["children", "header", "body", "root", "onSuccess", "onFailure"].includes(key),
    );
  const below = [...membersOf(node), ...callbacksOf(node)].map((member) => [
    member.role,
    said(member.node),
  ]);
  return [Object.fromEntries(entries), below];
}

function read(text: string): WorkflowNode {
  const outcome = parseExpression(text);
  if (!outcome.ok)
    throw new Error(`${outcome.failure.message} at ${outcome.failure.from}: ${text}`);
  return outcome.parsed.root;
}

const failureOf = (text: string) => {
  const outcome = parseExpression(text);
  return outcome.ok ? null : outcome.failure;
};

describe("an expression", () => {
  it("says any workflow, and is read again as the same", () => {
    fc.assert(
      fc.property(anyNode, (node) => {
        expect(said(read(printExpression(node)))).toEqual(said(node));
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it("says workflows that can run, and is read again as the same", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const { root } = randomWorkflow(createRandom(seed), { maxNodes: 30, maxDepth: 6 });
      expect(said(read(printExpression(root)))).toEqual(said(root));
    }
  });

  it("stays as it is when it is written again", () => {
    fc.assert(
      fc.property(anyNode, (node) => {
        const text = printExpression(node);
        expect(printExpression(read(text))).toBe(text);
        expect(text).not.toContain("\n");
      }),
    );
  });

  it.each(EXAMPLE_WORKFLOWS)("says $title", ({ workflow }) => {
    expect(said(read(printExpression(workflow.root)))).toEqual(said(workflow.root));
  });

  it.each([
    ["math.add", { kind: "task", task: "math.add" }],
    [
      'fetch("a") > [resize(w=200) | ocr] >> merge > notify',
      {
        kind: "chain",
        children: [
          { kind: "task", task: "fetch", args: ["a"] },
          {
            kind: "chord",
            header: [
              { kind: "task", task: "resize", kwargs: { w: 200 } },
              { kind: "task", task: "ocr" },
            ],
            body: { kind: "task", task: "merge" },
          },
          { kind: "task", task: "notify" },
        ],
      },
    ],
    [
      'a immutable optional as "First" with (attempts=3, note="n") onFailure(b > c)',
      {
        kind: "task",
        task: "a",
        immutable: true,
        optional: true,
        label: "First",
        note: "n",
        options: { attempts: 3 },
        onFailure: [
          {
            kind: "chain",
            children: [
              { kind: "task", task: "b" },
              { kind: "task", task: "c" },
            ],
          },
        ],
      },
    ],
    [
      'tree(a, [b | c], passResult=true) as "T"',
      {
        kind: "tree",
        root: { kind: "task", task: "a" },
        children: [
          { kind: "task", task: "b" },
          { kind: "task", task: "c" },
        ],
        passResult: true,
        name: "T",
      },
    ],
    [
      "map(a, over=[1, {k: [null]}], window=2)",
      { kind: "map", body: { kind: "task", task: "a" }, over: [1, { k: [null] }], window: 2 },
    ],
    [
      "flow.chain([&math.add(1, 2) immutable])",
      {
        kind: "task",
        task: "flow.chain",
        args: [[{ $signature: { kind: "task", task: "math.add", args: [1, 2], immutable: true } }]],
      },
    ],
    ['"a task"("b c"=1)', { kind: "task", task: "a task", kwargs: { "b c": 1 } }],
    ["((a))", { kind: "task", task: "a" }],
    ["[]", { kind: "group", children: [] }],
    ["chain()", { kind: "chain", children: [] }],
  ])("reads %s", (text, node) => {
    expect(read(text)).toEqual(node);
  });

  it("keeps the key __proto__ of a value", () => {
    const value = JSON.parse('{"__proto__":1}') as Workflow;
    const text = printExpression({ kind: "task", task: "a", args: [value as never] });
    expect(JSON.stringify(read(text))).toBe('{"kind":"task","task":"a","args":[{"__proto__":1}]}');
  });
});

describe("what cannot be read", () => {
  it.each([
    ["", 0, /task is missing/],
    ["a >", 3, /task is missing/],
    ["a | b", 2, /brackets/],
    ["a >> b", 2, /Before >> stands a group/],
    ["[a | b] >> c >> d", 13, /joined once/],
    ["[a | b", 6, /\| or \] is missing/],
    ["a(1", 3, /, or \) is missing/],
    ["a(x=1, 2)", 7, /by place stands before/],
    ["a(x=1, x=2)", 7, /given twice/],
    ["a(yes)", 2, /no value.*"yes"/],
    ["a(None)", 2, /Write null/],
    ["a('b')", 2, /double quotes/],
    ['a("b)', 2, /does not end/],
    ["math.", 4, /goes on after the dot/],
    ["a with (attemps=3)", 8, /no setting attemps. Write attempts/],
    ["a with (attempts=3, attempts=4)", 20, /set twice/],
    ["[a] immutable", 4, /Only a task/],
    ["a optional optional", 11, /twice/],
    ["tree([a])", 5, /root of a tree is a task/],
    ["tree(a, b)", 8, /stands in brackets/],
    ["map(a, b)", 7, /one body/],
    ["map(a, ower=[1])", 7, /does not take ower. It takes over/],
    ["optional", 0, /in quotes/],
    ["a b", 2, /Write > before/],
    ["a)", 1, /closes nothing/],
    ["#n4", 0, /no node n4/],
    ["a @ b", 2, /no meaning/],
    ["()", 1, /task is missing/],
    [`${"[".repeat(300)}`, 201, /deeper than/],
  ])("%s is refused at its place, with what to do", (text, from, message) => {
    const failure = failureOf(text);
    expect(failure?.message).toMatch(message);
    expect(failure?.from).toBe(from);
  });

  it("is said for any text, and never thrown", () => {
    const piece = fc.constantFrom(
      ..."a>|[](){},=:&#\"' .-1".split(""),
      "tree",
      "map",
      "with",
      "as",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const failure = failureOf(text);
        if (failure !== null) {
          expect(failure.from).toBeLessThanOrEqual(text.length);
          expect(failure.message).not.toBe("");
        }
      }),
      { numRuns: 1000 },
    );
  });
});
