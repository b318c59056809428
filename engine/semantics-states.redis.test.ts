/** Cases 18 to 25 of the table of cases: what containers show. */
import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { chain, chord, fixed, group, step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const as = <T extends WorkflowNode>(id: string, node: T): T => ({ ...node, id });

describe("a container", () => {
  it("18 takes its first member's name and goes from pending over running to succeeded", async () => {
    await using app = await testApp({ workers: 0 });
    const first = { ...step("a", "gate", "a"), label: "Prepare report for X" };
    const run = await app.submit(
      as("c", chain(first, fixed("b", "gate", "b"), fixed("d", "ran", "d"))),
    );
    const shots = [await run.look()];
    await app.startWorker();
    for (const gate of ["a", "b"]) {
      await app.gate(gate).arrivals(1);
      shots.push(await run.reaches(gate, "running"));
      app.gate(gate).open();
    }
    shots.push(await run.settled());
    expect(shots.map((shot) => `${shot.node("c").state} ${shot.steps("c")}`)).toEqual([
      "pending 0/3",
      "running 0/3",
      "running 1/3",
      "succeeded 3/3",
    ]);
    expect(shots.map((shot) => shot.node("c").label)).toEqual(
      shots.map(() => "Prepare report for X"),
    );
  });

  it("19 is failed at once while others go on, and a later start does not revive it", async () => {
    await using app = await testApp();
    const run = await app.submit(
      as(
        "g",
        group(chain(step("a", "gate", "a"), fixed("late", "gate", "late")), step("b", "fail")),
      ),
    );
    await app.gate("a").arrivals(1);
    const early = await run.reaches("b", "failed");
    expect(early.node("g")).toMatchObject({ state: "failed", settled: false });
    app.gate("a").open();
    const later = await run.reaches("late", "running");
    expect(later.node("g")).toMatchObject({ state: "failed", settled: false });
    app.gate("late").open();
    const end = await run.settled();
    expect(end.node("g")).toMatchObject({ state: "failed", settled: true });
    expect(end.steps("g")).toBe("2/3");
  });

  it("20 of a chord counts header and body, and has succeeded only after the body", async () => {
    await using app = await testApp();
    const run = await app.submit(
      as("c", chord([step("t1", "ran", "1"), step("t2", "ran", "2")], fixed("t3", "gate", "t3"))),
    );
    const shot = await run.reaches("t3", "running");
    expect(shot.nodes.map(({ id, role }) => `${id} ${role ?? "root"}`)).toEqual([
      "c root",
      "t1 header",
      "t2 header",
      "t3 body",
    ]);
    expect(`${shot.node("c").state} ${shot.steps("c")}`).toBe("running 2/3");
    app.gate("t3").open();
    const end = await run.settled();
    expect(`${end.node("c").state} ${end.steps("c")}`).toBe("succeeded 3/3");
  });

  it("23 stays running between two members, when one has ended and the next is not queued", async () => {
    await using app = await testApp();
    const run = await app.submit(
      as(
        "g",
        group(step("a", "ran", "a"), { ...step("b", "ran", "b"), options: { delayMs: 300 } }),
      ),
    );
    const between = await run.reaches("a", "succeeded");
    expect(between.node("b").state).toBe("scheduled");
    expect(between.node("g")).toMatchObject({ state: "running", settled: false });
    expect((await run.settled()).node("g")).toMatchObject({ state: "succeeded", settled: true });
  });

  it("25 with a member revoked and the rest succeeded is revoked and settled", async () => {
    await using app = await testApp();
    const run = await app.submit(as("g", group(step("a", "ran", "a"), step("b", "gate", "b"))));
    await app.gate("b").arrivals(1);
    await run.revoke("b");
    const shot = await run.settled();
    expect(shot.letters("a", "b", "g")).toBe("S R R");
  });
});

describe("a label", () => {
  const labelled = async (root: WorkflowNode) => {
    const app = await testApp();
    const run = await app.submit(root);
    const shot = await run.until((s) => s.nodes.some(({ stateLabel }) => stateLabel === "Up"));
    const labels = shot.nodes
      .filter(({ kind, stateLabel }) => kind !== "task" && stateLabel !== undefined)
      .map(({ id }) => id);
    app.gate("Up").open();
    const end = await run.settled();
    const left = end.nodes.filter(({ stateLabel }) => stateLabel !== undefined);
    await app[Symbol.asyncDispose]();
    return { labels, left };
  };
  const up = step("up", "label", "Up");

  it.each<[string, WorkflowNode, string[]]>([
    ["to a chain", as("c", chain(up)), ["c"]],
    ["not to a group", as("g", group(up)), []],
    ["not from a header", as("h", chord([up], step("b", "ident"))), []],
    ["from a body", as("h", chord([step("a", "ran", "a")], { ...up, immutable: true })), ["h"]],
    ["to the chain in a group alone", as("g", group(as("c", chain(up)))), ["c"]],
    [
      "from inside a body",
      as("h", chord([step("a", "ran", "a")], as("c", chain({ ...up, immutable: true })))),
      ["h", "c"],
    ],
  ])("21 rises %s, and goes when the step ends", async (_, root, expected) => {
    const { labels, left } = await labelled(root);
    expect(labels).toEqual(expected);
    expect(left).toEqual([]);
  });

  it("21 does not relabel a container that has failed", async () => {
    await using app = await testApp();
    const first = { ...step("a", "ran", "a"), onSuccess: [fixed("cb", "fail")] };
    const waits = fixed("w", "gate", "w");
    const run = await app.submit(as("c", chain(first, waits, { ...up, immutable: true })));
    await run.reaches("cb", "failed");
    app.gate("w").open();
    const shot = await run.until((s) => s.node("up").stateLabel === "Up");
    expect(shot.node("c")).toMatchObject({ state: "failed", settled: false });
    expect(shot.node("c").stateLabel).toBeUndefined();
    app.gate("Up").open();
    await run.settled();
  });
});

describe("progress", () => {
  it("22 starts again from 0 of its total with a new attempt", async () => {
    await using app = await testApp();
    const three = {
      ...step("t", "three"),
      options: { attempts: 2, backoff: { type: "fixed", delayMs: 100 } as const },
    };
    const run = await app.submit(as("c", chain(three)));
    const between = await run.reaches("t", "retrying");
    expect(between.steps("c")).toBe("0/3");
    const end = await run.settled();
    expect([end.steps("t"), end.steps("c")]).toEqual(["3/3", "3/3"]);
    expect(end.node("t").attempt).toBe(2);
  });
});

describe("revoke", () => {
  it("24 takes what waits, asks what runs to stop, and leaves what is done", async () => {
    await using app = await testApp({ timings: { graceMs: 60_000 } });
    const run = await app.submit(
      as("c", chain(step("a", "ran", "a"), fixed("b", "stubborn", "b"), fixed("d", "ran", "d"))),
    );
    await app.gate("b").arrivals(1);
    expect(await run.revoke()).toEqual({ revoked: 1, revoking: 1 });
    const asked = await run.look();
    expect(asked.letters("a", "b", "d", "c")).toBe("S running R R");
    expect(asked.node("b").revoking).toBe(true);
    expect(asked.run.settled).toBe(false);
    const events = (await run.events()).length;
    expect(await run.revoke()).toEqual({ revoked: 0, revoking: 0 });
    expect((await run.events()).slice(events).filter(({ type }) => type !== "run.changed")).toEqual(
      [],
    );
    // The handler hears of it by the next beat at the latest, and ends when it likes.
    app.gate("b").open();
    const end = await run.settled();
    expect(end.letters("a", "b", "d", "c")).toBe("S R R R");
    expect(end.cause("b")).toMatch(/^revoked/);
    expect(run.count("d")).toBe(0);
  });
});
