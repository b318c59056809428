/** What comes through unchanged, and where a value comes from in odd places. */
import { describe, expect, it } from "vitest";
import type { Json, MapNode, WorkflowNode } from "@/core/node";
import { call, chain, chord, group, step, times, tree } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const add = (...args: Json[]) => call("add", ...args);
const ident = call("ident");

const spread = (body: WorkflowNode, more: Partial<MapNode> = {}): MapNode => ({
  kind: "map",
  body,
  ...more,
});

describe("the result", () => {
  it.each<[string, WorkflowNode, Json]>([
    ["an empty header", chord([], ident), []],
    ["map over literal items", spread(add(1), { over: [1, 2, 3] }), [2, 3, 4]],
    [
      "map with a window keeps the order",
      spread(chain(add(1), call("mul", 2)), { over: times(9, (i) => i), window: 2 }),
      times(9, (i) => (i + 1) * 2),
    ],
    [
      "map of a group, in a header",
      chord([spread(group(add(1), add(2)), { over: [0, 10] }), add(0, 5)], ident),
      [
        [
          [1, 2],
          [11, 12],
        ],
        5,
      ],
    ],
    ["a replacement of none", chain(call("spawn", 0), ident), []],
    ["null is passed on as null", chain(call("hello", "w"), ident), null],
    [
      "an object is passed on whole",
      chain(call("ident", { a: [1, { b: null }] }), ident),
      { a: [1, { b: null }] },
    ],
    [
      "names of the prototype are data",
      chain(call("ident", JSON.parse('{"__proto__":{"x":1},"constructor":2}') as Json), ident),
      JSON.parse('{"__proto__":{"x":1},"constructor":2}') as Json,
    ],
    [
      "text of any kind is data",
      chain(call("ident", 'a\u0000b\n"{x}\u2028💥'), ident),
      'a\u0000b\n"{x}\u2028💥',
    ],
    [
      "an argument by name",
      chain(call("ident", 4), { kind: "task", task: "add", kwargs: { y: 3 } }),
      7,
    ],
  ])("%s", async (_, root, expected) => {
    await using app = await testApp();
    const run = await app.run(root);
    expect(await run.value()).toEqual(expected);
    const { run: summary, nodes } = await run.look();
    expect(summary).toMatchObject({ state: "succeeded", settled: true });
    expect(nodes.filter(({ state }) => state !== "succeeded")).toEqual([]);
    // Every step was executed once.
    const started = run.order();
    expect(new Set(started).size).toBe(started.length);
  });

  it("of a tree's root is passed to its children only when asked", async () => {
    await using app = await testApp();
    const children = [step("a", "ident"), step("b", "ident")];
    const without = await app.run(tree(step("r", "add", 1, 1), ...children));
    expect([await without.value("a"), await without.value("b")]).toEqual([null, null]);
    const passing = await app.run({
      ...tree(step("r", "add", 1, 1), ...children),
      passResult: true,
    });
    expect([await passing.value("a"), await passing.value("b")]).toEqual([2, 2]);
    expect(await passing.value()).toBe(2);
  });

  it("of a step that failed is its error, with a stack that leads to the handler", async () => {
    await using app = await testApp();
    const run = await app.run(step("b", "fail"));
    const answer = await app.engine.result(run.id, "b");
    expect(answer).toMatchObject({ ready: true, error: { code: "TASK_ERROR", message: "boom" } });
    expect(answer.error?.stack).toContain("tasks.ts");
  });
});
