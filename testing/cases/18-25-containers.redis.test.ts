/** Rows 18 to 25 of the table of cases: what containers show. */
import { chain, chord, group } from "espalier";
import { expect } from "vitest";
import { headerOf, viewFromSnapshot } from "@/core/run-view";
import type { NodeValue } from "@/core/task";
import { TASKS } from "../tasks";
import type { Shot } from "../test-run";
import { as, fail, gate as gated, ran } from "./canvas";
import { caseTable, type Given } from "./table";

const { row } = caseTable();

const stands = (shot: Shot, id: string) => `${shot.node(id).state} ${shot.steps(id)}`;

row(18, 'chain of three, the first named "Prepare report for X"', async (given) => {
  const { submit, gate, startWorker, stopWorkers } = given;
  await stopWorkers();
  const first = gated("a").label("Prepare report for X");
  const run = await submit(as("chain", chain(first, gated("b"), gated("c"))));
  const shots = [await run.look()];
  await startWorker();
  for (const name of ["a", "b", "c"]) {
    await gate(name).arrivals(1);
    shots.push(await run.reaches(name, "running"));
    gate(name).open();
  }
  shots.push(await run.settled());
  expect(shots.map((shot) => stands(shot, "chain"))).toEqual([
    "pending 0/3",
    "running 0/3",
    "running 1/3",
    "running 2/3",
    "succeeded 3/3",
  ]);
  const names = shots.map((shot) => shot.node("chain").label);
  expect(new Set(names)).toEqual(new Set(["Prepare report for X"]));
});

row(19, "group of two, the second fails", async ({ submit, gate }) => {
  const run = await submit(as("group", group([gated("a"), as("b", fail.s())])));
  await gate("a").arrivals(1);
  const early = await run.reaches("b", "failed");
  expect(early.letters("group", "a", "b")).toBe("F running F");
  expect(early.node("group").settled).toBe(false);
  gate("a").open();
  const end = await run.settled();
  expect(end.letters("group", "a", "b")).toBe("F S F");
  expect(end.node("group").settled).toBe(true);
  expect(end.steps("group")).toBe("1/2");
});

row(19, "a later start does not revive the group", async ({ submit, gate }) => {
  const late = as("chain", chain(gated("a"), gated("late")));
  const run = await submit(as("group", group([late, as("b", fail.s())])));
  await gate("a").arrivals(1);
  await run.reaches("b", "failed");
  gate("a").open();
  const later = await run.reaches("late", "running");
  expect(later.letters("group", "chain")).toBe("F running");
  gate("late").open();
  expect((await run.settled()).letters("group", "chain")).toBe("F S");
});

row(20, "chord [t1, t2], body t3", async ({ door, submit, gate }) => {
  const run = await submit(as("chord", chord([ran("t1"), ran("t2")], gated("t3"))));
  const shot = await run.reaches("t3", "running");
  expect(shot.nodes.map(({ id, kind, role }) => `${id} ${kind} ${role ?? ""}`.trim())).toEqual([
    "chord chord",
    "t1 task header",
    "t2 task header",
    "t3 task body",
  ]);
  expect(stands(shot, "chord")).toBe("running 2/3");
  // The header is no node of its own, and a group in all else.
  const picture = await door.getRun(run.id);
  const view = viewFromSnapshot({ ...picture, run: { ...picture.run, revoked: false } });
  expect(headerOf(view, "chord")).toMatchObject({
    state: "succeeded",
    settled: true,
    completedSteps: 2,
    totalSteps: 2,
  });
  gate("t3").open();
  expect(stands(await run.settled(), "chord")).toBe("succeeded 3/3");
});

const up = as("up", TASKS.label.si("Uploading"));

/** The containers that show a member's label while it shows it, and what shows any when all is over. */
async function showing({ submit, gate }: Given, canvas: NodeValue) {
  const run = await submit(canvas);
  const shot = await run.until((s) => s.node("up").stateLabel === "Uploading");
  gate("Uploading").open();
  const end = await run.settled();
  const shown = ({ nodes }: Shot) =>
    nodes.filter((node) => node.stateLabel !== undefined).map(({ id }) => id);
  return { during: shown(shot).filter((id) => id !== "up"), after: shown(end) };
}

const rises = (where: string, canvas: NodeValue, to: string[]) =>
  row(21, `setState in a ${where}: ${to.join(", ") || "none"} shows it`, async (given) => {
    expect(await showing(given, canvas)).toEqual({ during: to, after: [] });
  });

rises("chain child", as("chain", chain(up)), ["chain"]);
rises("group child", as("group", group([up])), []);
rises("header", as("chord", chord([up], ran("b"))), []);
rises("body", as("chord", chord([ran("a")], up)), ["chord"]);
rises("chain in a group", as("group", group([as("chain", chain(up))])), ["chain"]);

row(21, "setState is ignored by a container that is F", async ({ submit, gate }) => {
  const first = ran("a").link(as("cb", fail.si()));
  const run = await submit(as("chain", chain(first, gated("w"), up)));
  await run.reaches("cb", "failed");
  gate("w").open();
  const shot = await run.until((s) => s.node("up").stateLabel === "Uploading");
  expect(shot.letters("chain", "up")).toBe("F running");
  expect(shot.node("chain").stateLabel).toBeUndefined();
  gate("Uploading").open();
  expect((await run.settled()).letters("chain")).toBe("F");
});

row(21, "setState is ignored by a container that is R", async ({ submit, gate }) => {
  const first = ran("a").link(gated("cb"));
  const run = await submit(as("chain", chain(first, gated("w"), up)));
  await gate("cb").arrivals(1);
  await run.revoke("cb");
  await run.reaches("cb", "revoked");
  gate("w").open();
  const shot = await run.until((s) => s.node("up").stateLabel === "Uploading");
  expect(shot.letters("chain", "up")).toBe("R running");
  expect(shot.node("chain").stateLabel).toBeUndefined();
  gate("Uploading").open();
  expect((await run.settled()).letters("chain")).toBe("R");
});

row(22, "total 3: two steps, a new attempt, three steps", async ({ submit, gate }) => {
  const attempts = { attempts: 2, backoff: { type: "fixed", delayMs: 1 } } as const;
  const run = await submit(as("chain", chain(as("t", TASKS.three.s(true).set(attempts)))));
  await gate("second attempt").arrivals(1);
  const between = await run.look();
  expect([between.steps("t"), between.steps("chain")]).toEqual(["0/3", "0/3"]);
  gate("second attempt").open();
  const end = await run.settled();
  expect([end.steps("t"), end.steps("chain")]).toEqual(["3/3", "3/3"]);
  expect([end.node("t").attempt, run.count("t")]).toEqual([2, 2]);
  const reports = (await run.events()).flatMap((event) =>
    event.type === "step.reported" ? [`${event.completed}/${event.total}`] : [],
  );
  expect(reports).toContain("2/3");
});

row(23, "member 1 ends before member 2 is enqueued", async ({ submit, gate }) => {
  const second = gated("b").set({ delayMs: 1_000 });
  const run = await submit(as("group", group([ran("a"), second])));
  const between = await run.reaches("a", "succeeded");
  expect(between.letters("a", "b", "group")).toBe("S scheduled running");
  expect(between.steps("group")).toBe("1/2");
  await gate("b").arrivals(1);
  expect((await run.reaches("b", "running")).letters("group")).toBe("running");
  gate("b").open();
  expect((await run.settled()).letters("a", "b", "group")).toBe("S S S");
});

row(24, "revoke chain {done, running, waiting}", async ({ submit, gate }) => {
  const stubborn = as("running", TASKS.stubborn.si("running"));
  const run = await submit(as("chain", chain(ran("done"), stubborn, ran("waiting"))));
  await gate("running").arrivals(1);
  expect(await run.revoke("chain")).toEqual({ revoked: 1, revoking: 1 });
  const asked = await run.look();
  expect(asked.letters("done", "running", "waiting", "chain")).toBe("S running R R");
  expect(asked.node("running").revoking).toBe(true);
  expect(asked.node("chain").settled).toBe(false);
  // What a second one changes: nothing.
  expect(await run.revoke("chain")).toEqual({ revoked: 0, revoking: 0 });
  expect((await run.look()).nodes).toEqual(asked.nodes);
  gate("running").open();
  const end = await run.settled();
  expect(end.letters("done", "running", "waiting", "chain")).toBe("S R R R");
  expect(end.node("running").revoking).toBe(false);
  expect(run.order()).toEqual(["done", "running"]);
});

row(25, "group with one member revoked, rest S", async ({ submit, gate }) => {
  const run = await submit(as("group", group([ran("a"), gated("b"), ran("c")])));
  await gate("b").arrivals(1);
  await run.until((shot) => shot.letters("a", "c") === "S S");
  await run.revoke("b");
  const shot = await run.settled();
  expect(shot.letters("a", "b", "c", "group")).toBe("S R S R");
  expect(shot.node("group").settled).toBe(true);
  expect(shot.run).toMatchObject({ state: "revoked", settled: true });
});
