import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { call, chain, chord, group, Hand, having } from "./hand";

const add = (...args: number[]) => call("add", ...args);
const sum = () => call("sum");
const ident = () => call("ident");
const fail = (id = "fail") => having(call("fail"), { id });
const ran = (id: string) => having(call("ran", id), { id });
const resultOf = (root: WorkflowNode) => new Hand(root).runAll().result();
const E = () => ran("E");

describe("results", () => {
  it("pass along chains, in front of the arguments, unless immutable (26)", () => {
    expect(resultOf(chain(add(2, 2), add(4), add(8)))).toBe(16);
    const alone = (x: number, y: number) => having(add(x, y), { immutable: true });
    expect(resultOf(chain(alone(2, 2), alone(4, 4), alone(8, 8)))).toBe(16);
    const inner = chain(add(4), call("mul", 8));
    expect(resultOf(chain(add(4, 16), call("mul", 2), inner))).toBe(352);
  });

  it("of groups are lists in the order drawn (27)", () => {
    const ten = Array.from({ length: 10 }, (_, i) => add(i, i));
    expect(resultOf(chain(group(...ten), sum()))).toBe(90);
    expect(resultOf(chain(add(4, 4), group(add(1), add(2))))).toEqual([9, 10]);
    const immutable = having(add(5, 5), { immutable: true });
    expect(resultOf(chain(add(1, 1), group(add(10), immutable)))).toEqual([12, 10]);
  });

  it("nest as groups nest (28)", () => {
    const [A, B, C, D] = ["A", "B", "C", "D"].map((name) => call("ran", name));
    expect(resultOf(chord([A!, group(B!, C!), D!], ident()))).toEqual(["A", ["B", "C"], "D"]);
    const deep = group(B!, group(C!, D!));
    expect(resultOf(chord([A!, deep], ident()))).toEqual(["A", ["B", ["C", "D"]]]);
  });

  it("of one member and of none are lists, too (29)", () => {
    expect(resultOf(chord([add(1, 1)], ident()))).toEqual([2]);
    expect(resultOf(chain(group(add(1, 1)), ident()))).toEqual([2]);
    expect(resultOf(chain(add(1, 1), group(), ident()))).toEqual([]);
    expect(resultOf(chord([], sum()))).toBe(0);
  });

  it("go through anything nested in anything (30)", () => {
    const inner = chain(add(1), chord([add(1), add(2)], sum()));
    expect(resultOf(chain(add(1, 1), group(inner, add(100)), sum()))).toBe(111);
    const outer = chord([chord([add(1, 1), add(2, 2)], sum()), add(10, 10)], sum());
    expect(resultOf(outer)).toBe(26);
    const twice = chain(add(1, 1), group(add(1), add(2)), sum(), group(add(10), add(20)), sum());
    expect(resultOf(twice)).toBe(44);
    expect(resultOf(chain(group(add(1, 1), add(2, 2)), group(sum(), ident())))).toEqual([
      6,
      [2, 4],
    ]);
  });

  it("of a tree are its root's; children receive it only when asked for", () => {
    const tree = (passResult: boolean): WorkflowNode => ({
      ...{ kind: "tree", root: add(1, 2), passResult },
      children: [having(call("ident"), { id: "child" })],
    });
    const plain = new Hand(tree(false)).runAll();
    expect([plain.result(), plain.received.get("child")]).toEqual([3, { kind: "nothing" }]);
    const passing = new Hand(tree(true)).runAll();
    expect(passing.received.get("child")).toEqual({ kind: "value", value: 3 });
  });
});

describe("maps (40)", () => {
  const map = (over: number[] | undefined, more: object = {}): WorkflowNode => ({
    ...{ kind: "map", id: "m", body: having(ident(), { id: "t" }) },
    ...(over ? { over } : {}),
    ...more,
  });

  it("give a list of lists for chunks, and [] for nothing", () => {
    const items = Array.from({ length: 10 }, (_, i) => i);
    const chunks = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]];
    expect(resultOf(map(items, { chunkSize: 3 }))).toEqual(chunks);
    expect(resultOf(map([]))).toEqual([]);
    expect(resultOf(chain(group(add(1, 1), add(2, 2)), map(undefined)))).toEqual([2, 4]);
  });

  it("name the copies and what is in them", () => {
    const body = having(chain(having(ident(), { id: "a" }), map(undefined, { id: "in" })), {
      id: "b",
    });
    const hand = new Hand({ kind: "map", id: "m", body, over: [[1, 2]] }).runAll();
    const ids = ["m", "m.0", "m.0.a", "m.0.in", "m.0.in.0", "m.0.in.1"];
    expect(hand.model.nodes().map((node) => node.id)).toEqual(ids);
    expect(hand.result()).toEqual([[1, 2]]);
  });

  it("fail when what they receive is no list", () => {
    const hand = new Hand(chain(add(1, 1), map(undefined), ran("z"))).runAll();
    expect(hand.letters("m", "z")).toBe("F K");
    expect(hand.cause("z")).toBe("failed m");
  });

  it("lose their copies when they run anew", () => {
    const hand = new Hand(chain(having(ident(), { id: "a", args: [[1]] }), map(undefined), fail()));
    hand.runAll();
    hand.model.retry("from", "a");
    expect(hand.letters()).toBe("Q P P");
  });
});

describe("failure", () => {
  it("skips what follows in a chain; onFailure fires once and names the step (31)", () => {
    const root = having(chain(ran("a"), fail(), ran("c"), ran("d")), { onFailure: [E()] });
    const hand = new Hand(root).runAll();
    expect(hand.letters("a", "fail", "c", "d", "E")).toBe("S F K K S");
    expect(hand.cause("d")).toBe("failed fail");
    expect(hand.received.get("E")).toEqual({ kind: "failure", nodeIds: ["fail"] });
  });

  it("settles everything behind it at once (32)", () => {
    const two = new Hand(chain(fail(), group(ran("x"), ran("y"))));
    two.run("fail");
    expect(two.letters("x", "y")).toBe("K K");
    const more = new Hand(chain(fail(), group(ran("x"), ran("y")), sum(), ran("z")));
    more.run("fail");
    expect(more.letters()).toBe("F K K K K");
  });

  it("skips a chord's body while the rest of the header goes on (33)", () => {
    const body = having(sum(), { id: "body" });
    const slow = ran("slow");
    const root = having(chord([add(4, 4), fail(), slow], body), { onFailure: [E()] });
    const hand = new Hand(root);
    hand.run("fail");
    expect(hand.letters("slow", "body", "E")).toBe("Q K Q");
    hand.runAll();
    expect(hand.letters("slow", "body", "E")).toBe("S K S");
    expect(hand.claimed.filter((id) => id === "E")).toHaveLength(1);
  });

  it("goes through every nesting (34)", () => {
    const inner = chord([fail(), add(1, 1)], having(sum(), { id: "inner" }));
    const outer = new Hand(chord([inner, add(2, 2)], having(sum(), { id: "outer" }))).runAll();
    expect(outer.letters("inner", "outer")).toBe("K K");
    const middle = new Hand(chain(ran("a"), group(add(1, 1), fail()), sum(), ran("z"))).runAll();
    expect(middle.letters("z")).toBe("K");
    const body = chain(sum(), group(ran("b1"), ran("b2")));
    const last = new Hand(chord([fail(), ran("x")], body)).runAll();
    expect(last.letters("x", "b1", "b2")).toBe("S K K");
  });

  it("of an optional node counts as null and fires its own onFailure alone", () => {
    const optional = having(fail(), { optional: true, onFailure: [E()], onSuccess: [ran("ok")] });
    const root = having(chain(optional, having(ident(), { id: "z" })), {
      onFailure: [ran("outer")],
    });
    const hand = new Hand(root).runAll();
    expect(hand.letters("z", "E", "ok", "outer")).toBe("S S K K");
    expect(hand.received.get("z")).toEqual({ kind: "value", value: null });
    expect(hand.cause("ok")).toBe("unneeded fail");
  });

  it("lets what follows an optional container start at the first failure in it", () => {
    const inner = having(group(fail(), ran("slow")), { optional: true });
    const hand = new Hand(chain(inner, ran("z")));
    hand.run("fail");
    expect(hand.letters("slow", "z")).toBe("Q Q");
  });

  it("of a callback skips nothing and fires no other onFailure", () => {
    const callback = having(fail("cb"), { onFailure: [ran("own")] });
    const first = having(ran("a"), { onSuccess: [callback] });
    const hand = new Hand(having(chain(first, ran("b")), { onFailure: [E()] })).runAll();
    expect(hand.letters("b", "cb", "own", "E")).toBe("S F S K");
    expect(hand.cause("E")).toBe("unneeded chain1");
  });
});

describe("stop by choice (38)", () => {
  const stop = () => having(call("stop"), { id: "stop" });

  it("skips everything that would wait for it, and fires the step's own onSuccess with null", () => {
    const own = having(stop(), { onSuccess: [ran("own")], onFailure: [ran("bad")] });
    const inner = having(chain(own, ran("b")), { onSuccess: [ran("cb")] });
    const hand = new Hand(chain(group(inner, ran("beside")), ran("z"))).runAll();
    expect(hand.letters("stop", "own", "bad", "b", "cb", "beside", "z")).toBe("S S K K K S K");
    expect(hand.received.get("own")).toEqual({ kind: "value", value: null });
    expect([hand.cause("cb"), hand.cause("z")]).toEqual(["choice stop", "choice stop"]);
    expect(hand.cause("bad")).toBe("unneeded stop");
  });

  it("gives way to a failure beside it", () => {
    const both = having(group(stop(), fail()), { onFailure: [E()] });
    const hand = new Hand(chain(both, ran("z")));
    hand.run("stop");
    expect([hand.cause("z"), hand.cause("E")]).toEqual(["choice stop", "unneeded group2"]);
    hand.run("fail");
    expect(hand.cause("z")).toBe("failed fail");
    expect(hand.letters("E")).toBe("Q");
  });
});

describe("revoke (37)", () => {
  const three = () => new Hand(chain(ran("A"), ran("B"), having(ran("C"), { onFailure: [E()] })));

  it("of the run revokes what waits at once and what runs when it ends, and fires nothing", () => {
    const hand = three();
    hand.claim("A");
    expect(hand.model.revoke(null)).toEqual({ revoked: ["B", "C", "E"], revoking: ["A"] });
    expect(hand.letters()).toBe("X R R R");
    hand.model.finish("A", { kind: "succeeded", value: 1 });
    expect(hand.letters()).toBe("R R R R");
    expect(hand.model.revoke(null)).toEqual({ revoked: [], revoking: [] });
  });

  it("of one step skips what follows it and fires its onFailure", () => {
    const hand = new Hand(chain(ran("A"), having(ran("B"), { onFailure: [E()] }), ran("C")));
    hand.claim("A");
    hand.model.revoke("B");
    expect(hand.letters("A", "B", "C", "E")).toBe("X R K Q");
    hand.run("A");
    expect([hand.letters("A", "B", "C"), hand.cause("C")]).toEqual(["S R K", "revoked B"]);
  });

  it("is no failure of an optional node, an expiry is", () => {
    const make = () => new Hand(chain(having(ran("A"), { optional: true }), ran("B")));
    const revoked = make();
    revoked.model.revoke("A");
    expect(revoked.letters("A", "B")).toBe("R K");
    const expired = make();
    expired.model.expire("A");
    expect(expired.letters("A", "B")).toBe("R Q");
  });

  it("of a container revokes the callbacks in it; its own onFailure fires", () => {
    const first = having(ran("A"), { onFailure: [ran("in")] });
    const inner = having(chain(first, ran("B")), { id: "c", onFailure: [E()] });
    const hand = new Hand(chain(inner, ran("z")));
    hand.model.revoke("c");
    expect(hand.letters("A", "in", "B", "E", "z")).toBe("R R R Q K");
    expect(hand.model.claim("E")).toEqual({ kind: "failure", nodeIds: ["A", "B"] });
  });

  it("leaves what is terminal", () => {
    const hand = three();
    hand.run("A");
    hand.model.revoke(null);
    expect(hand.letters()).toBe("S R R R");
  });
});

describe("retry (39)", () => {
  it("of failed steps keeps what succeeded and re-arms what was skipped and what had fired", () => {
    const root = having(chain(ran("a"), fail(), ran("c"), ran("d")), { onFailure: [E()] });
    const hand = new Hand(root).runAll();
    hand.repaired = "now";
    expect(hand.model.retry("failed", null)).toEqual(["fail", "E"]);
    expect(hand.letters("a", "fail", "c", "d", "E")).toBe("S Q P P P");
    hand.runAll();
    expect(hand.letters("a", "fail", "c", "d", "E")).toBe("S S S S K");
    expect(hand.claimed.filter((id) => id === "a")).toHaveLength(1);
  });

  it("in a chord's header keeps the others, and runs the body once", () => {
    const hand = new Hand(chord([ran("x"), fail(), ran("y")], having(ident(), { id: "body" })));
    hand.runAll().repaired = "now";
    hand.model.retry("node", "fail");
    hand.runAll();
    expect(hand.result()).toEqual(["x", "now", "y"]);
    expect(hand.claimed.filter((id) => id === "body")).toHaveLength(1);
    expect(hand.claimed.filter((id) => id === "x")).toHaveLength(1);
  });

  it("of a skipped step retries what it was skipped for", () => {
    const hand = new Hand(chain(group(fail("f1"), fail("f2"), ran("x")), ran("z"))).runAll();
    expect(hand.model.retry("node", "z")).toEqual(["f1", "f2"]);
    expect(hand.letters("f1", "f2", "x", "z")).toBe("Q Q S P");
  });

  it("leaves a container's fired onFailure while another failure remains", () => {
    const root = having(group(fail("f1"), fail("f2")), { onFailure: [E()] });
    const hand = new Hand(root).runAll();
    expect(hand.model.retry("node", "f1")).toEqual(["f1"]);
    expect(hand.letters("E")).toBe("S");
  });

  it("from a node runs it and everything after it again, callbacks and followers of its containers too", () => {
    const a = having(ran("a"), { onSuccess: [ran("cb")] });
    const inner = having(group(chain(a, ran("b")), ran("beside")), { onSuccess: [ran("done")] });
    const hand = new Hand(chain(ran("first"), inner, ran("z"))).runAll();
    expect(hand.model.retry("from", "a")).toEqual(["a", "cb", "b", "done", "z"]);
    expect(hand.letters("first", "a", "cb", "b", "beside", "done", "z")).toBe("S Q P P S P P");
  });

  it("keeps followers that ran after an optional failure", () => {
    const hand = new Hand(chain(having(fail(), { optional: true }), ran("z"))).runAll();
    hand.model.retry("node", "fail");
    expect(hand.letters("fail", "z")).toBe("Q S");
  });

  it("pending followers wait again for an optional step that is retried", () => {
    const hand = new Hand(chain(having(fail(), { optional: true }), ran("z")));
    hand.run("fail");
    expect(hand.letters("z")).toBe("Q");
    hand.model.retry("node", "fail");
    expect(hand.letters("z")).toBe("P");
  });
});

describe("attempts, losses and pauses", () => {
  it("keep a step that has begun ready, whatever becomes of what is before it", () => {
    const hand = new Hand(chain(having(fail(), { optional: true }), ran("z")));
    hand.run("fail");
    hand.claim("z");
    hand.model.lose("z");
    hand.model.retry("node", "fail");
    expect(hand.letters("fail", "z")).toBe("Q Q");
    hand.model.claim("z");
    hand.model.finish("z", { kind: "again" });
    hand.model.revoke("z");
    expect(hand.letters("z")).toBe("R");
  });

  it("let nothing be claimed while the run is paused", () => {
    const hand = new Hand(ran("a"));
    hand.model.pause();
    expect(() => hand.model.claim("a")).toThrow("paused");
    hand.model.resume();
    hand.run("a");
    expect(hand.result()).toBe("a");
  });
});
