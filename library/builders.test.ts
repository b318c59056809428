import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isSignatureValue, SignatureValue } from "@/core/task";
import { callOf, chain, chord, group, map, signature, tree } from "./builders";
import { defineTask } from "./define-task";
import { signatureParam } from "./signature-param";

const add = defineTask({
  name: "math.add",
  description: "Adds.",
  params: { x: z.number(), y: z.number().default(1) },
  result: z.number(),
  run: ({ x, y }) => x + y,
});
const echo = defineTask({
  name: "flow.echo",
  description: "Gives back what it got.",
  params: { value: z.unknown().default(null) },
  result: z.unknown(),
  run: ({ value }) => value,
});
const later = defineTask({
  name: "flow.later",
  description: "Calls what it is given.",
  params: { calls: z.array(signatureParam()), then: signatureParam().optional() },
  result: z.unknown(),
  run: () => null,
});

const call = (...args: number[]) => ({ kind: "task", task: "math.add", args });

describe("a signature", () => {
  it("is built by position and by name, with options and texts", () => {
    const node = add.s(4).named({ y: 2 }).set({ queue: "slow" }).set({ attempts: 3 });
    expect(node.id("a").label("Add the fee").note("2 %").optional().node).toEqual({
      ...call(4),
      kwargs: { y: 2 },
      options: { queue: "slow", attempts: 3 },
      id: "a",
      label: "Add the fee",
      note: "2 %",
      optional: true,
    });
    expect(add.si(1, 2).node).toEqual({ ...call(1, 2), immutable: true });
  });

  it("is not changed by what is built from it", () => {
    const before = add.s(4);
    const written = JSON.stringify(before.node);
    before.named({ y: 1 }).set({ priority: 2 }).id("a").immutable().optional();
    before.link(add.s(1)).linkError(echo.s()).label("a");
    expect(JSON.stringify(before.node)).toBe(written);
  });

  it("does not follow later changes of the values that it was given", () => {
    const list = [1];
    const built = echo.s(list);
    const source = { kind: "task" as const, task: "math.add", args: [1] };
    const copied = signature(source);
    list.push(2);
    source.args.push(2);
    expect(built.node.args).toEqual([[1]]);
    expect(copied.node.args).toEqual([1]);
  });

  it("keeps callbacks in the order in which they were linked", () => {
    const node = add.s(4).link(add.s(1)).link(add.s(2), group([])).linkError(echo.s()).node;
    expect(node.onSuccess).toEqual([call(1), call(2), { kind: "group", children: [] }]);
    expect(node.onFailure).toEqual([{ kind: "task", task: "flow.echo", args: [] }]);
  });

  it("writes signatures inside arguments as $signature", () => {
    expect(later.s([add.s(1)]).named({ then: add.s(2).immutable() }).node).toMatchObject({
      args: [[{ $signature: call(1) }]],
      kwargs: { then: { $signature: { ...call(2), immutable: true } } },
    });
    expect(echo.s({ deep: [{ er: add.s(1) }] }).node.args).toEqual([
      { deep: [{ er: { $signature: call(1) } }] },
    ]);
  });

  it("can be made of one that a handler received, and by the name of a task", () => {
    const received = new SignatureValue({ kind: "task", task: "math.add", args: [1] });
    expect(signature(received).immutable().node).toEqual({ ...call(1), immutable: true });
    expect(received.node.immutable).toBeUndefined();
    expect(callOf("math.add", [1]).node).toEqual(call(1));
    expect(isSignatureValue(callOf("a"))).toBe(true);
  });

  it("is made of nothing else", () => {
    expect(() => signature({ kind: "chain", children: [] } as never)).toThrow("has a task");
    expect(() => signature({ kind: "task" } as never)).toThrow("has a task");
  });

  it("leaves out an argument by name that is undefined", () => {
    expect(callOf("math.add").named({ x: 1, y: undefined }).node.kwargs).toEqual({ x: 1 });
  });

  it.each([
    ["a date", new Date(0), /"0" cannot be stored: a Date .* given as an argument of flow\.echo/],
    ["a bigint", { deep: [1n] }, /"0\.deep\.0" cannot be stored: a bigint/],
    ["NaN", Number.NaN, /"0" cannot be stored: NaN/],
    ["a container", [chain(add.s(1))], /is a chain\. Only signatures can be arguments/],
    ["what contains itself", cyclic(), /contains itself/],
  ])("refuses %s as an argument", (_, value, message) => {
    expect(() => echo.s(value)).toThrow(message);
  });

  it("keeps a key named __proto__ a key", () => {
    const value: unknown = JSON.parse('{"__proto__": {"a": 1}}');
    expect(JSON.stringify(echo.s(value).node.args)).toBe('[{"__proto__":{"a":1}}]');
  });
});

describe("a container", () => {
  it("holds its members in the order given, from lists and generators, one by one or all at once", () => {
    function* squares() {
      for (const i of [1, 2]) yield add.s(i, i);
    }
    const children = [call(1, 1), call(2, 2)];
    expect(group(squares()).node).toEqual({ kind: "group", children });
    expect(group(...squares()).node).toEqual({ kind: "group", children });
    expect(chain(squares()).node).toEqual({ kind: "chain", children });
    expect(chain(add.si(1, 1), add.si(2, 2)).node.children).toHaveLength(2);
    expect(chord(squares(), echo.s()).node).toMatchObject({ kind: "chord", header: children });
    expect(tree(add.s(1), squares()).node).toMatchObject({ kind: "tree", children });
    expect(group(new Set([add.s(1, 1)])).node.children).toEqual([call(1, 1)]);
  });

  it("may be empty", () => {
    expect(group([]).node).toEqual({ kind: "group", children: [] });
    expect(group().node).toEqual({ kind: "group", children: [] });
    expect(chain().node).toEqual({ kind: "chain", children: [] });
    expect(chord([], echo.s()).node.header).toEqual([]);
  });

  it.each([
    ["a task", [add.s(1), add], /^Member 2 of a group is a task, not a call of it\. Call \.s/],
    ["a document's node", [call(1)], /^Member 1 of a group is not a node\. Build it with/],
    ["a text", "ab", /^Member 1 of a group is not a node/],
    ["nothing", [undefined], /^Member 1 of a group is not a node/],
  ])("refuses %s as a member", (_, members, message) => {
    expect(() => group(members as never)).toThrow(message);
  });

  it("says of every place what does not belong there", () => {
    const none = "x" as never;
    expect(() => chain(add.s(1), none)).toThrow("Member 2 of a chain");
    expect(() => chord([none], echo.s())).toThrow("Member 1 of a chord's header");
    expect(() => chord([], none)).toThrow("The body of a chord");
    expect(() => tree(none, [])).toThrow("The root of a tree");
    expect(() => map(none)).toThrow("The body of a map");
    expect(() => add.s(1).link(none)).toThrow("Member 1 of link()");
    expect(() => add.s(1).linkError(none)).toThrow("Member 1 of linkError()");
  });

  it("nests freely", () => {
    const node = chain(
      add.s(1, 1),
      group([chain(add.s(1), chord([add.s(1)], echo.s())), add.s(9)]),
    );
    expect(node.node).toEqual({
      kind: "chain",
      children: [
        call(1, 1),
        {
          kind: "group",
          children: [
            {
              kind: "chain",
              children: [
                call(1),
                { kind: "chord", header: [call(1)], body: { ...call(), task: "flow.echo" } },
              ],
            },
            call(9),
          ],
        },
      ],
    });
  });

  it("passes a tree's result on only when asked to", () => {
    expect(tree(add.s(1, 1), [echo.s()], { passResult: true }).node.passResult).toBe(true);
    expect(tree(add.s(1, 1), [echo.s()])).not.toHaveProperty("node.passResult");
  });

  it("maps over what it receives or over a list, bounded and in chunks", () => {
    const body = { kind: "task", task: "math.add", args: [] };
    expect(map(add.s()).node).toEqual({ kind: "map", body });
    expect(map(add.s(), { over: [1, 2], window: 10 }).node).toEqual({
      kind: "map",
      body,
      window: 10,
      over: [1, 2],
    });
    expect(map(echo.s(), { chunkSize: 3 }).node.chunkSize).toBe(3);
  });

  it("can be named, delayed, optional and linked, without changing what was built before", () => {
    const before = group([add.s(1, 1)]);
    const after = before.name("All").set({ delayMs: 5 }).set({ eta: "2026-12-01T08:00:00Z" });
    expect(after.optional().link(echo.s()).linkError(echo.s()).label("b").id("g").node).toEqual({
      kind: "group",
      children: [call(1, 1)],
      name: "All",
      delayMs: 5,
      eta: "2026-12-01T08:00:00Z",
      optional: true,
      onSuccess: [{ kind: "task", task: "flow.echo", args: [] }],
      onFailure: [{ kind: "task", task: "flow.echo", args: [] }],
      label: "b",
      id: "g",
    });
    expect(before.node).toEqual({ kind: "group", children: [call(1, 1)] });
  });
});

function cyclic(): unknown {
  const list: unknown[] = [];
  list.push(list);
  return list;
}
