/**
 * What django-user-tasks' page "Linked Tasks" says of chains, groups and chords, statement by statement, and
 * what it leaves open of nested ones.
 */
import { chain, chord, defineTask, group } from "espalier";
import { expect } from "vitest";
import { z } from "zod";
import type { NodeValue } from "@/core/task";
import { as, fail, gate as gated, ran } from "../cases/canvas";
import { caseTable, type Given } from "../cases/table";
import { ALL_TASKS, TASKS } from "../tasks";
import type { Shot, TestRun } from "../test-run";
import {
  collectFigures,
  drawCharts,
  reportInAChain,
  reportInAChord,
  reportInAGroup,
  sendReport,
} from "./linked-tasks";

const fourSteps = defineTask({
  name: "report.fourSteps",
  description: "Has four steps, and reports none.",
  params: {},
  result: z.null(),
  totalSteps: 4,
  run: () => null,
});

const { statement } = caseTable({
  tasks: [...ALL_TASKS, collectFigures, drawCharts, sendReport, fourSteps],
});

/** The record of the whole: its name, kind and steps. */
const whole = ({ run, nodes }: Shot) => {
  const { kind, label, completedSteps, totalSteps, state } = nodes.find(
    ({ id }) => id === run.rootId,
  )!;
  return { kind, label, state, steps: `${completedSteps}/${totalSteps}` };
};

statement("the page's chain", async ({ run }) => {
  const done = await run(reportInAChain("X", "Y"));
  expect(whole(await done.look())).toEqual({
    kind: "chain",
    label: "Prepare report for X",
    state: "succeeded",
    steps: "3/3",
  });
  expect(await done.value()).toBe("sent to Y");
});

statement("the page's group", async ({ run }) => {
  const done = await run(reportInAGroup("X", "Y"));
  expect(whole(await done.look())).toEqual({
    kind: "group",
    label: "Prepare report for X",
    state: "succeeded",
    steps: "3/3",
  });
  expect(await done.value()).toEqual([[1, 2], "X.svg", "sent to Y"]);
});

statement("the page's chord", async ({ run }) => {
  const done = await run(reportInAChord("X", "Y"));
  expect(whole(await done.look())).toEqual({
    kind: "chord",
    label: "Prepare report for X",
    state: "succeeded",
    steps: "3/3",
  });
  expect(await done.value()).toBe("sent to Y");
});

/** Opens the gates one by one and tells what the container shows before each, and at the end. */
async function showing(
  given: Given,
  id: string,
  { run, gates }: { run: TestRun; gates: string[] },
) {
  const stands = (shot: Shot) => `${shot.node(id).state} ${shot.steps(id)}`;
  const shown = [];
  for (const name of gates) {
    await given.gate(name).arrivals(1);
    shown.push(stands(await run.reaches(name, "running")));
    given.gate(name).open();
    await run.reaches(name, "succeeded");
  }
  return [...shown, stands(await run.settled())];
}

statement("each task of a chain has its own record, and the chain's as parent", async (given) => {
  const run = await given.submit(as("chain", chain(gated("a"), gated("b"))));
  await given.gate("a").arrivals(1);
  const { nodes } = await run.reaches("a", "running");
  expect(nodes.map(({ id, parentId, state }) => `${id} in ${parentId}: ${state}`)).toEqual([
    "chain in null: running",
    "a in chain: running",
    "b in chain: pending",
  ]);
  for (const name of ["a", "b"]) given.gate(name).open();
  await run.settled();
});

statement("the first name given by a member is the container's", async ({ run }) => {
  const named = (canvas: NodeValue) => run(canvas).then((done) => done.look());
  const two = () => [ran("a").label("First"), ran("b").label("Second")] as const;
  expect(whole(await named(chain(...two()))).label).toBe("First");
  expect(whole(await named(group(two()))).label).toBe("First");
  expect(whole(await named(chain(ran("a"), ran("b").label("Second")))).label).toBe("Second");
  // The page: a chord's body gives none. Here it does when nobody before it does.
  expect(whole(await named(chord([ran("a")], ran("b").label("Second")))).label).toBe("Second");
});

statement(
  "without any name it is called by its kind, where the page leaves it empty",
  async (given) => {
    const done = await given.run(chain(ran("a"), ran("b")));
    expect(whole(await done.look())).toMatchObject({ kind: "chain", label: "chain" });
  },
);

statement("steps of a chain are the sums of its members', kept up to date", async (given) => {
  const run = await given.submit(as("chain", chain(gated("a"), gated("b"), gated("c"))));
  expect(await showing(given, "chain", { run, gates: ["a", "b", "c"] })).toEqual([
    "running 0/3",
    "running 1/3",
    "running 2/3",
    "succeeded 3/3",
  ]);
});

statement("steps of a group are the sums of its members', kept up to date", async (given) => {
  const run = await given.submit(as("group", group([gated("a"), gated("b")])));
  expect(await showing(given, "group", { run, gates: ["a", "b"] })).toEqual([
    "running 0/2",
    "running 1/2",
    "succeeded 2/2",
  ]);
});

statement("steps of a chord are the sums of header and body, kept up to date", async (given) => {
  const run = await given.submit(as("chord", chord([gated("a"), gated("b")], gated("c"))));
  expect(await showing(given, "chord", { run, gates: ["a", "b", "c"] })).toEqual([
    "running 0/3",
    "running 1/3",
    "running 2/3",
    "succeeded 3/3",
  ]);
});

statement("a member that has many steps counts with all of them", async ({ run }) => {
  const done = await run(as("chain", chain(as("w", TASKS.wait.si(4)), ran("a"))));
  expect((await done.look()).steps("chain")).toBe("5/5");
});

statement("a task may declare how many steps it has; success completes them", async (given) => {
  await given.stopWorkers();
  const run = await given.submit(as("chain", chain(as("steps", fourSteps.si()), ran("b"))));
  expect((await run.look()).steps("chain")).toBe("0/5");
  await given.startWorker();
  const end = await run.settled();
  expect([end.steps("steps"), end.steps("chain")]).toEqual(["4/4", "5/5"]);
});

statement("a container is in progress while a member is executed or retried", async (given) => {
  const attempts = { attempts: 2, backoff: { type: "fixed", delayMs: 1_000 } } as const;
  const again = as("again", TASKS.flaky.si(1)).set(attempts);
  const run = await given.submit(as("chain", chain(again, gated("b"))));
  expect((await run.reaches("again", "retrying")).letters("chain")).toBe("running");
  expect((await run.reaches("b", "running")).letters("chain")).toBe("running");
  given.gate("b").open();
  expect((await run.settled()).letters("chain")).toBe("S");
});

statement("a failure in a chain makes it failed", {
  canvas: chain(as("fail", fail.s()), ran("b")),
  states: "F K",
  run: "F",
});

statement("a failure in a group makes it failed", {
  canvas: group([as("fail", fail.s()), ran("b")]),
  states: "F S",
  run: "F",
});

statement("a failure in a chord's header or body makes it failed", async ({ run }) => {
  const header = await run(chord([as("fail", fail.si()), ran("a")], ran("b")));
  expect((await header.look()).letters("fail", "a", "b")).toBe("F S K");
  const body = await run(chord([ran("a")], as("fail", fail.si())));
  expect((await body.look()).letters("a", "fail")).toBe("S F");
  expect([(await header.look()).outcome, (await body.look()).outcome]).toEqual(["F", "F"]);
});

statement("a chain has succeeded with its last task, not before", async (given) => {
  const run = await given.submit(as("chain", chain(ran("a"), gated("last"))));
  expect((await run.reaches("last", "running")).letters("a", "chain")).toBe("S running");
  given.gate("last").open();
  expect((await run.settled()).letters("chain")).toBe("S");
});

statement("a group has succeeded with all its tasks, not before", async (given) => {
  const run = await given.submit(as("group", group([gated("last"), ran("b")])));
  await given.gate("last").arrivals(1);
  expect((await run.reaches("b", "succeeded")).letters("last", "group")).toBe("running running");
  given.gate("last").open();
  expect((await run.settled()).letters("group")).toBe("S");
});

statement("a chord has succeeded with its body, not with its header", async (given) => {
  const run = await given.submit(as("chord", chord([ran("a")], gated("body"))));
  expect((await run.reaches("body", "running")).letters("a", "chord")).toBe("S running");
  given.gate("body").open();
  expect((await run.settled()).letters("chord")).toBe("S");
});

statement("header tasks and body of a chord are told apart by their role", async ({ run }) => {
  const done = await run(as("chord", chord([ran("a"), ran("b")], ran("c"))));
  const { nodes } = await done.look();
  expect(nodes.map(({ id, role, parentId }) => [id, role, parentId])).toEqual([
    ["chord", null, null],
    ["a", "header", "chord"],
    ["b", "header", "chord"],
    ["c", "body", "chord"],
  ]);
});

const up = as("up", TASKS.label.si("Uploading"));

/** A state that `up` sets shows in exactly these containers, and in none when all is over. */
const shows = (where: string, canvas: NodeValue, containers: string[]) =>
  statement(
    `a state set in ${where} shows in ${containers.join(", ") || "none"}`,
    async (given) => {
      const run = await given.submit(canvas);
      const shown = ({ nodes }: Shot) =>
        nodes.flatMap(({ id, kind, stateLabel }) => (kind !== "task" && stateLabel ? [id] : []));
      const shot = await run.until((s) => s.node("up").stateLabel === "Uploading");
      given.gate("Uploading").open();
      expect([shown(shot), shown(await run.settled())]).toEqual([containers, []]);
    },
  );

shows("a chain", as("chain", chain(up)), ["chain"]);
shows("a group", as("group", group([up])), []);
shows("a chord's header", as("chord", chord([up], ran("b"))), []);
shows("a chord's body", as("chord", chord([ran("a")], up)), ["chord"]);

// Nested groupings: the page has not tested them.
shows("a chain in a chain", as("out", chain(as("in", chain(up)))), ["out", "in"]);
shows("a chain in a group", as("group", group([as("chain", chain(up))])), ["chain"]);
shows("a group in a chain", as("chain", chain(as("group", group([up])))), []);
shows("a chain as body", as("chord", chord([ran("a")], as("chain", chain(up)))), [
  "chord",
  "chain",
]);
shows("a chain in a header", as("chord", chord([as("chain", chain(up))], ran("b"))), ["chain"]);
shows("a chord in a chain", as("chain", chain(as("chord", chord([ran("a")], up)))), [
  "chain",
  "chord",
]);

statement("nested: each record's parent is the container around it", async ({ run }) => {
  const inner = as("chord", chord([ran("a"), as("group", group([ran("b")]))], ran("c")));
  const done = await run(as("chain", chain(inner, ran("d"))));
  const { nodes } = await done.look();
  expect(Object.fromEntries(nodes.map(({ id, parentId }) => [id, parentId]))).toEqual({
    chain: null,
    chord: "chain",
    a: "chord",
    group: "chord",
    b: "group",
    c: "chord",
    d: "chain",
  });
});

statement("nested: steps are summed all the way up", async (given) => {
  const inner = as("group", group([gated("a"), as("inner", chain(ran("b"), ran("c")))]));
  const run = await given.submit(as("chain", chain(inner, gated("d"))));
  await given.gate("a").arrivals(1);
  const early = await run.reaches("c", "succeeded");
  const steps = (shot: Shot) => ["inner", "group", "chain"].map((id) => shot.steps(id));
  expect(steps(early)).toEqual(["2/2", "2/3", "2/4"]);
  expect(early.letters("inner", "group", "chain")).toBe("S running running");
  given.gate("a").open();
  expect(steps(await run.reaches("d", "running"))).toEqual(["2/2", "3/3", "3/4"]);
  given.gate("d").open();
  expect(steps(await run.settled())).toEqual(["2/2", "3/3", "4/4"]);
});

statement(
  "nested: a failure shows in every container around it at once, in none beside",
  async (given) => {
    const inner = as("inner", chain(as("fail", fail.s()), ran("b")));
    const beside = as("beside", chain(gated("w")));
    const run = await given.submit(
      as("chain", chain(as("group", group([inner, beside])), ran("z"))),
    );
    await given.gate("w").arrivals(1);
    const shot = await run.reaches("fail", "failed");
    expect(shot.letters("inner", "group", "chain", "beside")).toBe("F F F running");
    given.gate("w").open();
    const end = await run.settled();
    expect(end.letters("inner", "group", "chain", "beside", "z")).toBe("F F F S K");
  },
);

statement(
  "nested: the first name of all members inside is the name of each around",
  async ({ run }) => {
    const inner = as("inner", group([ran("a"), ran("b").label("Render")]));
    const done = await run(as("outer", chain(inner, ran("c").label("Send"))));
    const shot = await done.look();
    expect([shot.node("inner").label, shot.node("outer").label]).toEqual(["Render", "Render"]);
  },
);

statement("nested: a chord in a header counts through its body", async (given) => {
  const inner = as("inner", chord([ran("a")], gated("b")));
  const run = await given.submit(as("outer", chord([inner, ran("c")], ran("d"))));
  const shot = await run.until((s) => s.letters("a", "b", "c") === "S running S");
  expect(shot.letters("inner", "outer", "d")).toBe("running running pending");
  given.gate("b").open();
  expect((await run.settled()).letters("inner", "outer", "d")).toBe("S S S");
});
