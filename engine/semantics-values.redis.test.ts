/** Cases 26 to 30 and 40 of the table of cases: what is received and what comes out. */
import { describe, expect, it } from "vitest";
import type { Json, MapNode, WorkflowNode } from "@/core/node";
import { call, chain, chord, group, step, times } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const add = (...args: Json[]) => call("add", ...args);
const mul = (...args: Json[]) => call("mul", ...args);
const still = (...args: Json[]) => ({ ...call("add", ...args), immutable: true });
const tsum = call("tsum");
const ident = call("ident");
/** Signatures of the letter's name: what is received is dropped. */
const [A, B, C, D] = ["A", "B", "C", "D"].map((name) => ({
  ...call("ran", name),
  immutable: true,
}));

const spread = (body: WorkflowNode, more: Partial<MapNode> = {}): MapNode => ({
  kind: "map",
  body,
  ...more,
});

const pairs = times(10, (i): Json => [i, i]);

describe("the result", () => {
  it.each<[string, WorkflowNode, Json]>([
    ["26 chain: each receives the result before", chain(add(2, 2), add(4), add(8)), 16],
    ["26 chain of immutable ones", chain(still(2, 2), still(4, 4), still(8, 8)), 16],
    ["26 chain in a chain", chain(add(4, 16), mul(2), chain(add(4), mul(8))), 352],
    ["27 group, then a sum", chain(group(...times(10, (i) => add(i, i))), tsum), 90],
    ["27 one value to each of a group", chain(add(4, 4), group(add(1), add(2))), [9, 10]],
    ["27 an immutable one in a group", chain(add(1, 1), group(add(10), still(5, 5))), [12, 10]],
    ["28 nested groups nest", chord([A!, group(B!, C!), D!], ident), ["A", ["B", "C"], "D"]],
    [
      "28 nested deeper nest deeper",
      chord([A!, group(B!, group(C!, D!))], ident),
      ["A", ["B", ["C", "D"]]],
    ],
    ["29 a header of one is a list", chord([add(1, 1)], ident), [2]],
    ["29 a group of one is a list", chain(group(add(1, 1)), ident), [2]],
    ["29 an empty group in a chain", chain(add(1, 1), group(), ident), []],
    ["29 an empty header", chord([], ident), []],
    [
      "30 chord in a chain in a group in a chain",
      chain(add(1, 1), group(chain(add(1), chord([add(1), add(2)], tsum)), add(100)), tsum),
      111,
    ],
    ["30 chord in a header", chord([chord([add(1, 1), add(2, 2)], tsum), add(10, 10)], tsum), 26],
    [
      "30 sums between groups",
      chain(add(1, 1), group(add(1), add(2)), tsum, group(add(10), add(20)), tsum),
      44,
    ],
    [
      "30 group after group: each receives the whole list",
      chain(group(add(1, 1), add(2, 2)), group(tsum, ident)),
      [6, [2, 4]],
    ],
    [
      "40 map in chunks",
      chain(call("ident", pairs), spread(ident, { chunkSize: 3 })),
      [pairs.slice(0, 3), pairs.slice(3, 6), pairs.slice(6, 9), pairs.slice(9)],
    ],
    ["40 map over nothing", chain(call("ident", []), spread(add(1)), ident), []],
    ["40 map over literal items", spread(add(1), { over: [1, 2, 3] }), [2, 3, 4]],
    [
      "40 map with a window keeps the order",
      spread(chain(add(1), mul(2)), { over: times(9, (i) => i), window: 2 }),
      times(9, (i) => (i + 1) * 2),
    ],
    [
      "40 map of a group, in a header",
      chord([spread(group(add(1), add(2)), { over: [0, 10] }), add(0, 5)], ident),
      [
        [
          [1, 2],
          [11, 12],
        ],
        5,
      ],
    ],
    [
      "40 what a step is replaced by stands in its place",
      chord([call("spawn", 2), call("ident", 9)], ident),
      [[0, 1], 9],
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

  it("26 keeps the parts", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(step("a", "add", 2, 2), step("b", "add", 4), step("c", "add", 8)),
    );
    expect([await run.value("a"), await run.value("b"), await run.value("c")]).toEqual([4, 8, 16]);
  });
});

describe("a map", () => {
  it("runs no more copies at once than its window", async () => {
    await using app = await testApp();
    const over = times(7, (i): Json => i);
    const run = await app.run({ ...spread(step("b", "slow", 5), { over, window: 2 }), id: "m" });
    let running = 0;
    const most = Math.max(
      ...run.executions().map(({ phase }) => (running += phase === "start" ? 1 : -1)),
    );
    expect(most).toBeLessThanOrEqual(2);
    expect(run.order()).toHaveLength(7);
    expect((await run.look()).nodes.map(({ id }) => id)).toEqual([
      "m",
      ...times(7, (i) => `m.${i}`),
    ]);
  });

  it("fails when what it receives is no list, and says what it got", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(step("a", "ident", 5), { ...spread(add(1)), id: "m" }, step("z", "ident")),
    );
    const shot = await run.look();
    expect(shot.letters("a", "m", "z")).toBe("S F K");
    expect(shot.node("m").error ?? shot.node("m").own?.error).toMatchObject({ code: "MAP_INPUT" });
    expect(shot.cause("z")).toBe("failed:m");
  });

  it("fails with the copy that fails, while the others go on", async () => {
    await using app = await testApp();
    const over: Json[] = [0, 1, 0];
    const run = await app.run(
      chain({ ...spread(call("flaky"), { over }), id: "m" }, step("z", "ident")),
    );
    const shot = await run.look();
    expect(shot.letters("m", "m.0", "m.1", "m.2", "z")).toBe("F S F S K");
    expect(shot.cause("z")).toBe("failed:m.1");
  });
});
