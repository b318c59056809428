/** When things start and stop being wanted: delay, eta and expiry on signatures and containers; queues and priorities. */
import { describe, expect, it } from "vitest";
import type { Signature, SignatureOptions, WorkflowNode } from "@/core/node";
import { chain, chord, fixed, group, step, times, tree } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const DELAY_MS = 150;
const set = (node: Signature, options: SignatureOptions): Signature => ({ ...node, options });

/** Every container with steps a, b, c that start as soon as they may. */
const CONTAINERS: [WorkflowNode["kind"], WorkflowNode, first: string[]][] = [
  ["chain", chain(step("a", "ident"), step("b", "ident"), step("c", "ident")), ["a"]],
  ["group", group(step("a", "ident"), step("b", "ident"), step("c", "ident")), ["a", "b", "c"]],
  ["chord", chord([step("a", "ident"), step("b", "ident")], step("c", "ident")), ["a", "b"]],
  ["tree", tree(step("a", "ident"), step("b", "ident"), step("c", "ident")), ["a"]],
  ["map", { kind: "map", id: "m", over: [1, 2], body: step("b", "ident") }, ["m.0", "m.1"]],
];

describe("a delay", () => {
  it.each(CONTAINERS)("of a %s holds what starts first in it, from its turn on", async (...row) => {
    const [kind, root, first] = row;
    await using app = await testApp();
    const late: WorkflowNode = root.kind === "task" ? root : { ...root, delayMs: DELAY_MS };
    // A map over a list of its own stands alone: it may receive nothing.
    const canvas = kind === "map" ? late : chain(fixed("before", "ran", "x"), late);
    const shot = await (await app.run(canvas)).look();
    expect(shot.run.state).toBe("succeeded");
    const turn = kind === "map" ? shot.run.submittedAt : (shot.node("before").finishedAt ?? 0);
    for (const id of first) {
      expect(shot.node(id).startedAt, id).toBeGreaterThanOrEqual(turn + DELAY_MS);
    }
  });
});

describe("an eta", () => {
  it.each(CONTAINERS)("of a %s holds it until then; a past one holds nothing", async (...row) => {
    const [, root, first] = row;
    if (root.kind === "task") throw new Error("no container");
    await using app = await testApp();
    const at = Date.now() + 2 * DELAY_MS;
    const run = await app.submit({ ...root, eta: new Date(at).toISOString() });
    const past = await app.run({ ...root, eta: "2020-01-01T00:00:00+02:00" });
    expect((await past.look()).run.state).toBe("succeeded");
    const shot = await run.settled();
    expect(shot.run.state).toBe("succeeded");
    for (const id of first) expect(shot.node(id).startedAt, id).toBeGreaterThanOrEqual(at);
  });
});

describe("an expiry", () => {
  it("counts from the eta, where there is one", async () => {
    await using app = await testApp();
    const at = Date.now() + 3 * DELAY_MS;
    const options = { eta: new Date(at).toISOString(), expiresMs: DELAY_MS };
    // A step that is taken as soon as its eta comes is in time, however long ago the submission was.
    const shot = await (await app.run(set(step("a", "ran", "a"), options))).look();
    expect(shot.letters("a")).toBe("S");
    expect(shot.node("a").startedAt).toBeGreaterThanOrEqual(at);
  });

  it("comes after the eta when nobody starts it then", async () => {
    await using app = await testApp({ workers: 0 });
    app.engine.lookAfterRuns();
    const at = Date.now() + DELAY_MS;
    const options = { eta: new Date(at).toISOString(), expiresMs: DELAY_MS };
    const run = await app.submit(set(step("a", "ran", "a"), options));
    const shot = await run.settled();
    expect([shot.letters("a"), shot.cause("a")]).toEqual(["R", "expired"]);
    expect(shot.node("a").finishedAt).toBeGreaterThanOrEqual(at + DELAY_MS);
  });

  it("does not touch what has started, and what is in time", async () => {
    await using app = await testApp();
    const first = set(step("a", "slow", 3 * DELAY_MS, 1), { expiresMs: 2 * DELAY_MS });
    const later = set(step("b", "add", 1), { expiresMs: 60_000 });
    const run = await app.run(chain(first, later));
    expect((await run.look()).letters("a", "b")).toBe("S S");
    expect(await run.value("b")).toBe(2);
  });

  it("counts from the submission of the run for steps that are born later, too", async () => {
    await using app = await testApp();
    const body = set(step("b", "ran"), { delayMs: 60_000, expiresMs: 2 * DELAY_MS });
    const before = fixed("l", "slow", 50, ["x", "y"]);
    const run = await app.run(chain(before, { kind: "map", id: "m", body }));
    const shot = await run.look();
    expect(shot.letters("m.0", "m.1")).toBe("R R");
    for (const id of ["m.0", "m.1"]) {
      expect(shot.cause(id)).toBe("expired");
      const expired = shot.node(id).finishedAt;
      expect(expired).toBeGreaterThanOrEqual(shot.run.submittedAt + 2 * DELAY_MS);
    }
    expect(run.order()).toEqual(["l"]);
  });

  it("that is over when a step is born keeps it from being begun, also by the worker that bore it", async () => {
    await using app = await testApp();
    const body = set(step("b", "ran"), { expiresMs: 1 });
    const over = ["x", "y"];
    const run = await app.run({ kind: "map", id: "m", body, over, delayMs: DELAY_MS });
    expect((await run.look()).letters("m.0", "m.1")).toBe("R R");
    expect(run.order()).toEqual([]);
  });
});

describe("a priority", () => {
  it("lets the lower number go first", async () => {
    await using app = await testApp({ workers: 0 });
    const of = (priority: number) => set(step(`p${priority}`, "ran", "x"), { priority });
    // The last is the highest that validation lets pass: BullMQ has to take it.
    const last = 2 ** 21 - 1;
    const run = await app.submit(group(of(last), of(2), of(0), of(1)));
    await run.until((shot) => shot.nodes.slice(1).every(({ state }) => state === "queued"));
    await app.startWorker({ concurrency: 1 });
    await run.settled();
    expect(run.order()).toEqual(["p0", "p1", "p2", `p${last}`]);
  });
});

describe("a queue", () => {
  it("is served by the workers that name it, and by no others", async () => {
    await using app = await testApp();
    const elsewhere = set(step("b", "add", 1), { queue: "slow-ones" });
    const run = await app.submit(chain(step("a", "ident", 1), elsewhere, step("c", "add", 1)));
    await run.reaches("b", "queued");
    const other = await app.run(group(...times(3, (i) => step(`x${i}`, "ident", i))));
    expect((await other.look()).run.state).toBe("succeeded");
    expect((await run.look()).letters("a", "b", "c")).toBe("S queued pending");
    await app.startWorker({ queues: ["slow-ones"] });
    expect((await run.settled()).letters("a", "b", "c")).toBe("S S S");
    expect(await run.value("c")).toBe(3);
  });
});
