/** Rows 1 to 12 of the table of cases: trees, callbacks, sets of tasks. */
import { chain, chord, group, TaskTree, tree, type SignatureBuilder } from "espalier";
import { expect } from "vitest";
import { EngineRun } from "../driver/engine-run";
import { TASKS } from "../tasks";
import { add, as, fail, gate as gated, ident, ran, times, tsum } from "./canvas";
import { caseTable } from "./table";

const { row } = caseTable();

/** `{0, 1{10, 11{110}}}`, where 1 is something else when it is given. */
function readmeTree(one: SignatureBuilder = ran("1")) {
  const tree = new TaskTree();
  tree.addTask(ran("0"));
  const node1 = tree.addTask(one);
  node1.addTask(ran("10"));
  node1.addTask(ran("11")).addTask(ran("110"));
  return tree.toNode();
}

row(1, "tasktree readme: {0, 1{10, 11{110}}}", {
  canvas: readmeTree(),
  order: ["1 < 10", "1 < 11", "11 < 110"],
  result: ["0", "1"],
});

row(1, "join gives [r0, r1], of node 1 [r10, r11], of node 11 [r110]", async ({ door, run }) => {
  const { id } = await run(readmeTree());
  expect((await door.members(id)).results).toEqual(["0", "1"]);
  expect((await door.members(id, 1)).results).toEqual(["10", "11"]);
  expect((await door.members(id, 1, 1)).results).toEqual(["110"]);
});

row(1, "0 and 1 at once", async ({ submit, gate }) => {
  const run = await submit(group([gated("0"), tree(gated("1"), [ran("10")])]));
  await Promise.all([gate("0").arrivals(1), gate("1").arrivals(1)]);
  expect((await run.look()).letters("0", "1", "10")).toBe("running running pending");
  gate("1").open();
  await run.reaches("10", "succeeded");
  gate("0").open();
  expect((await run.settled()).outcome).toBe("S");
});

row(1, "10 and 11 at once", async ({ submit, gate }) => {
  const run = await submit(tree(ran("1"), [gated("10"), tree(gated("11"), [ran("110")])]));
  await Promise.all([gate("10").arrivals(1), gate("11").arrivals(1)]);
  expect((await run.look()).letters("1", "10", "11", "110")).toBe("S running running pending");
  for (const name of ["10", "11"]) gate(name).open();
  expect((await run.settled()).outcome).toBe("S");
});

/** Fails where the parent is not there. */
const mkdir = (directory: string) => as(directory.replaceAll("/", "-"), TASKS.mkdir.si(directory));

row(2, "{d0, d1{d1/2{d1/2/1, d1/2/2}, d1/3}} (mkdir)", {
  canvas: group([
    mkdir("d0"),
    tree(mkdir("d1"), [tree(mkdir("d1/2"), [mkdir("d1/2/1"), mkdir("d1/2/2")]), mkdir("d1/3")]),
  ]),
  order: ["d1 < d1-2", "d1 < d1-3", "d1-2 < d1-2-1", "d1-2 < d1-2-2"],
  result: ["d0", "d1"],
});

row(3, "1 with node 1 failing", {
  canvas: readmeTree(as("1", fail.s())),
  states: "S F K K K",
  run: "F",
  causes: { "10": "failed:1", "11": "failed:1", "110": "failed:1" },
});

row(4, "push a1, a2, aX, pop, push a3", async ({ run }) => {
  const tree = new TaskTree();
  for (const name of ["a1", "a2", "aX"]) tree.push(ran(name));
  expect(tree.pop().signature.node).toEqual(ran("aX").node);
  tree.push(ran("a3"));
  const done = await run(tree.toNode());
  expect(done.order()).toEqual(["a1", "a2", "a3"]);
  const { nodes } = await done.look();
  expect(nodes.map(({ id, kind }) => (kind === "task" ? id : kind))).toEqual([
    "chain",
    "a1",
    "a2",
    "a3",
  ]);
});

row(4, "pop on an empty tree throws", async () => {
  expect(() => new TaskTree().pop()).toThrow("nothing to pop");
});

row(5, "node n with callback cb and child kid, submitted twice", async ({ run }) => {
  const canvas = tree(as("n", add.s(2, 2)).link(as("cb", add.s(8))), [ran("kid")]);
  const definition = structuredClone(canvas.node);
  for (const done of [await run(canvas), await run(canvas)]) {
    expect(done.order().toSorted()).toEqual(["cb", "kid", "n"]);
    expect([done.ranBefore("n", "cb"), done.ranBefore("n", "kid")]).toEqual([true, true]);
    expect((await done.look()).letters("n", "cb", "kid")).toBe("S S S");
    expect([await done.value("n"), await done.value("cb")]).toEqual([4, 12]);
  }
  expect(canvas.node).toEqual(definition);
});

row(6, "an empty TaskTree", { canvas: new TaskTree().toNode(), result: [] });

row(6, "group([])", { canvas: group([]), result: [] });

row(6, "chain() is refused at validation", async ({ submit }) => {
  await expect(submit(chain())).rejects.toMatchObject({
    code: "WORKFLOW_INVALID",
    problems: [{ code: "CHAIN_EMPTY" }],
  });
});

row(7, "act(callback=[cb1, cb2]), result an int", {
  canvas: as("act", ident.s(7)).link(as("cb1", add.s(1)), as("cb2", add.s(2))),
  result: 7,
  results: { cb1: 8, cb2: 9 },
  order: ["act < cb1", "act < cb2"],
});

row(8, "add(2,2) with callback add(8)", {
  canvas: as("add", add.s(2, 2)).link(as("callback", add.s(8))),
  results: { add: 4, callback: 12 },
  order: ["add < callback"],
});

row(9, "set of add (4,4), (8,8), (16,16), (32,32)", {
  canvas: group([4, 8, 16, 32].map((n) => add.s(n, n))),
  result: [8, 16, 32, 64],
});

row(9, "ready, successful, completed 4; join is the list", async ({ door, run }) => {
  const { id } = await run(group([4, 8, 16, 32].map((n) => add.s(n, n))));
  expect(await door.members(id)).toEqual({
    ready: true,
    successful: true,
    failed: false,
    waiting: false,
    completedCount: 4,
    results: [8, 16, 32, 64],
  });
});

row(10, "group(add(1,1), fail, add(2,2))", {
  canvas: group([as("a", add.s(1, 1)), as("fail", fail.s()), as("c", add.s(2, 2))]),
  states: "S F S",
  run: "F",
  results: { a: 2, c: 4 },
});

row(10, "ready, not successful, failed, not waiting, completed 2; join", async ({ door, run }) => {
  const { id } = await run(group([add.s(1, 1), fail.s(), add.s(2, 2)]));
  const boom = expect.objectContaining({ message: expect.stringMatching(/boom$/) as string });
  expect(await door.members(id)).toEqual({
    ready: true,
    successful: false,
    failed: true,
    waiting: false,
    completedCount: 2,
    results: [2, boom, 4],
  });
});

row(11, "sum of 100 add(i,i) by tsum", {
  canvas: chord(
    times(100, (i) => add.s(i, i)),
    tsum.s(),
  ),
  result: 9900,
});

row(11, "body once, also when a member is delivered twice", async ({ app, submit, gate }) => {
  const members = times(100, (i) => as(`m${i}`, add.s(i, i)));
  const run = await submit(chord([...members, gated("last", 0)], as("body", tsum.s())));
  await run.until((shot) => shot.run.counts.succeeded === 100);
  const { element } = await new EngineRun(app.services, run.id).record("m7");
  await app.deliver({ runId: run.id, stepId: element, epoch: 1 });
  gate("last").open();
  await run.settled();
  expect(await run.value()).toBe(9900);
  expect([run.count("m7"), run.count("body")]).toEqual([1, 1]);
});

row(12, 'hello("world")', { canvas: TASKS.hello.s("world"), result: null });
