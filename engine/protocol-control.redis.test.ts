/** What a person or program does to a run while workers are at it: revoke, pause, remove; and what time does. */
import { describe, expect, it } from "vitest";
import type { SignatureOptions, WorkflowNode } from "@/core/node";
import { EngineRun } from "@/testing/driver/engine-run";
import { chain, fixed, group, step, times } from "@/testing/nodes";
import { testApp, type TestApp } from "@/testing/workers";
import { revoke } from "./revoke";
import { createServices } from "./services";

const set = <T extends WorkflowNode>(node: T, options: SignatureOptions) => ({ ...node, options });

describe("revoke", () => {
  it("of what runs stops it by its signal, and the worker goes on", async () => {
    await using app = await testApp({ concurrency: 1 });
    const run = await app.submit(chain(step("a", "gate", "a"), fixed("z", "ran", "z")));
    await app.gate("a").arrivals(1);
    expect(await run.revoke("a")).toEqual({ revoked: 0, revoking: 1 });
    const shot = await run.settled();
    expect(shot.letters("a", "z")).toBe("R K");
    expect(shot.cause("a")).toBe("revoked");
    expect((await (await app.run(step("x", "ran", "x"))).look()).run.state).toBe("succeeded");
  });

  it("of what is queued, scheduled or retrying takes it at once; it never runs", async () => {
    await using app = await testApp({ concurrency: 1 });
    const blocker = await app.submit(step("b", "gate", "b"));
    await app.gate("b").arrivals(1);
    const run = await app.submit(
      group(
        step("q", "ran", "q"),
        set(step("s", "ran", "s"), { delayMs: 60_000 }),
        chain(step("w", "ran", "w"), fixed("p", "ran", "p")),
      ),
    );
    expect((await run.look()).letters("q", "s", "w", "p")).toBe("queued scheduled queued pending");
    expect(await run.revoke()).toEqual({ revoked: 4, revoking: 0 });
    expect((await run.look()).run).toMatchObject({ state: "revoked", settled: true });
    app.gate("b").open();
    await blocker.settled();
    await app.run(step("x", "ran", "x"));
    expect(run.order()).toEqual([]);
  });

  it("of what waits for another attempt leaves no attempt", async () => {
    await using app = await testApp();
    const backoff = { type: "fixed", delayMs: 60_000 } as const;
    const run = await app.submit(set(step("f", "fail"), { attempts: 3, backoff }));
    await run.reaches("f", "retrying");
    expect(await run.revoke()).toEqual({ revoked: 1, revoking: 0 });
    expect((await run.look()).run).toMatchObject({ state: "revoked", settled: true });
    expect(run.count("f")).toBe(1);
  });

  it("of what does not listen is forced after the grace time, and its late result discarded", async () => {
    await using app = await testApp({ concurrency: 1, timings: { graceMs: 200 } });
    const run = await app.submit(chain(step("a", "stubborn", "a", "late"), step("z", "ident")));
    await app.gate("a").arrivals(1);
    expect(await run.revoke("a")).toEqual({ revoked: 0, revoking: 1 });
    const shot = await run.settled();
    expect(shot.letters("a", "z")).toBe("R K");
    expect(shot.cause("a")).toBe("forced");
    // Its place in the worker is free, though the handler still stands there.
    await app.run(step("x", "ran", "x"));
    app.gate("a").open();
    await app.run(step("y", "ran", "y"));
    expect((await run.look()).letters("a", "z")).toBe("R K");
    expect(app.said.filter((line) => line.includes("is discarded"))).toHaveLength(1);
    await run.retry({ scope: "failed" });
    expect((await run.settled()).letters("a", "z")).toBe("S S");
    expect(await run.value()).toBe("late");
    expect(run.count("a")).toBe(2);
  });

  it("with terminate waits for nobody", async () => {
    await using app = await testApp({ timings: { graceMs: 60_000 } });
    const run = await app.submit(step("a", "stubborn", "a"));
    await app.gate("a").arrivals(1);
    expect(await run.revoke(undefined, { terminate: true })).toEqual({ revoked: 1, revoking: 0 });
    const shot = await run.look();
    expect(shot.run).toMatchObject({ state: "revoked", settled: true });
    expect(shot.cause("a")).toBe("forced");
  });

  it("with terminate takes what is already asked to stop", async () => {
    await using app = await testApp({ timings: { graceMs: 60_000 } });
    const run = await app.submit(step("a", "stubborn", "a"));
    await app.gate("a").arrivals(1);
    expect(await run.revoke()).toEqual({ revoked: 0, revoking: 1 });
    expect(await run.revoke(undefined, { terminate: true })).toEqual({ revoked: 1, revoking: 0 });
    expect((await run.look()).run.settled).toBe(true);
  });

  it("of what has ended, or twice, changes nothing", async () => {
    await using app = await testApp();
    const run = await app.run(step("a", "ran", "a"));
    const events = await run.events();
    expect(await run.revoke()).toEqual({ revoked: 0, revoking: 0 });
    expect(await run.revoke("a")).toEqual({ revoked: 0, revoking: 0 });
    expect(await run.events()).toEqual(events);
    await expect(run.revoke("nobody")).rejects.toMatchObject({ code: "NODE_NOT_FOUND" });
    await expect(app.engine.revoke({ runId: "nobody" })).rejects.toMatchObject({
      code: "RUN_NOT_FOUND",
    });
  });

  it("reaches what a step was replaced by", async () => {
    await using app = await testApp();
    const calls = ["g1", "g2"].map((name) => ({
      $signature: { kind: "task", task: "gate", args: [name] },
    }));
    const run = await app.submit(chain(step("c", "inOrder", calls), step("z", "ident")));
    await app.gate("g1").arrivals(1);
    await run.revoke("c");
    const shot = await run.settled();
    expect(shot.letters("c", "z")).toBe("R K");
    expect(shot.nodes.filter(({ state }) => state === "running")).toEqual([]);
    expect(
      run.executions().filter(({ task, phase }) => task === "gate" && phase === "start"),
    ).toHaveLength(1);
  });

  it("fires onFailure of the revoked node and of containers outside, none inside", async () => {
    await using app = await testApp();
    const inside = { ...step("a", "gate", "a"), onFailure: [step("Ea", "ident")] };
    const inner = {
      ...chain(inside, fixed("b", "ran", "b")),
      id: "in",
      onFailure: [step("Ein", "ident")],
    };
    const outer = {
      ...chain(inner, fixed("z", "ran", "z")),
      id: "out",
      onFailure: [step("Eout", "ident")],
    };
    const run = await app.submit(outer);
    await app.gate("a").arrivals(1);
    await run.revoke("in");
    const shot = await run.settled();
    expect(shot.letters("a", "b", "z", "Ea", "Ein", "Eout")).toBe("R R K R S S");
    expect(await run.value("Ein")).toMatchObject({ state: "revoked", error: null });
  });

  it("of very many steps is answered before the last is reached, and reaches it", async () => {
    await using app = await testApp({ workers: 0 });
    const run = await app.submit(group(...times(300, (i) => step(`s${i}`, "ran", `s${i}`))));
    const slow = createServices(
      app.redis.client,
      { prefix: app.redis.prefix },
      { budget: 1, patienceMs: 0 },
    );
    const answer = await revoke(slow, { runId: run.id });
    expect(answer.more).toBe(true);
    expect(answer.revoked).toBeLessThan(300);
    expect((await run.settled()).run).toMatchObject({ state: "revoked" });
  });

  it("of the whole run fires none", async () => {
    await using app = await testApp();
    const run = await app.submit({ ...step("a", "gate", "a"), onFailure: [step("E", "ident")] });
    await app.gate("a").arrivals(1);
    await run.revoke();
    expect((await run.settled()).letters("a", "E")).toBe("R R");
    expect(run.count("E")).toBe(0);
  });
});

describe("pause", () => {
  it("lets end what runs and holds what would start; resume goes on", async () => {
    await using app = await testApp();
    const run = await app.submit(
      chain(step("a", "gate", "a"), fixed("b", "ran", "b"), fixed("c", "ran", "c")),
    );
    await app.gate("a").arrivals(1);
    await app.engine.pause(run.id);
    app.gate("a").open();
    const held = await run.reaches("b", "held");
    expect(held.letters("a", "b", "c")).toBe("S held pending");
    expect(held.run.paused).toBe(true);
    await app.engine.pause(run.id);
    await app.engine.resume(run.id);
    const shot = await run.settled();
    expect(shot.run).toMatchObject({ state: "succeeded", paused: false });
    expect(run.order()).toEqual(["a", "b", "c"]);
  });

  it("holds what is queued, while other runs go on", async () => {
    await using app = await testApp({ workers: 0 });
    const run = await app.submit(group(...times(3, (i) => step(`m${i}`, "ran", "m"))));
    await app.engine.pause(run.id);
    await app.startWorker();
    await app.run(step("x", "ran", "x"));
    expect((await run.look()).letters("m0", "m1", "m2")).toBe("held held held");
    await app.engine.resume(run.id);
    await run.settled();
    expect(run.order()).toHaveLength(3);
  });

  it("and resume, many times over, lose nothing and run nothing twice", async () => {
    await using app = await testApp({ concurrency: 4 });
    const lanes = times(10, (i) => chain(step(`a${i}`, "slow", 2), fixed(`b${i}`, "slow", 2)));
    const run = await app.submit(group(...lanes));
    for (let i = 0; i < 15; i += 1) {
      await app.engine.pause(run.id);
      await app.engine.resume(run.id);
    }
    const shot = await run.settled();
    expect(shot.run.state).toBe("succeeded");
    expect(run.order()).toHaveLength(20);
    expect(new Set(run.order()).size).toBe(20);
  });

  it("does not stop expiry nor revoke", async () => {
    await using app = await testApp({ workers: 0 });
    app.engine.lookAfterRuns();
    const run = await app.submit(
      group(set(step("e", "ran", "e"), { expiresMs: 100 }), step("r", "ran", "r")),
    );
    await app.engine.pause(run.id);
    await run.revoke("r");
    const shot = await run.settled();
    expect([shot.cause("e"), shot.cause("r")]).toEqual(["expired", "revoked"]);
  });
});

describe("time", () => {
  it("expires what nobody started, with all workers down", async () => {
    await using app = await testApp({ workers: 0 });
    app.engine.lookAfterRuns();
    const run = await app.submit(
      chain(
        { ...set(step("a", "ran", "a"), { expiresMs: 50 }), onFailure: [step("E", "ident")] },
        fixed("b", "ran", "b"),
      ),
    );
    const shot = await run.reaches("a", "revoked");
    expect(shot.letters("a", "b", "E")).toBe("R K queued");
    expect(shot.cause("b")).toBe("expired:a");
    await app.startWorker();
    await run.settled();
    expect(await run.value("E")).toMatchObject({ nodeId: "a", state: "revoked" });
    expect(run.order()).toEqual(["E"]);
  });

  it("delays a step from its turn on, and a container by its first steps", async () => {
    await using app = await testApp();
    const inner = { ...group(fixed("b", "ran", "b"), fixed("c", "ran", "c")), delayMs: 150 };
    const run = await app.submit(chain(set(step("a", "ran", "a"), { delayMs: 1_000 }), inner));
    const early = await run.look();
    expect(early.letters("a", "b", "c")).toBe("scheduled pending pending");
    const dueAt = early.node("a").dueAt ?? 0;
    expect(dueAt).toBe(early.run.submittedAt + 1_000);
    const shot = await run.settled();
    const started = (id: string) => shot.node(id).startedAt ?? 0;
    expect(started("a")).toBeGreaterThanOrEqual(dueAt);
    const ended = shot.node("a").finishedAt ?? 0;
    for (const id of ["b", "c"]) expect(started(id)).toBeGreaterThanOrEqual(ended + 150);
  });

  it("starts at the eta, at once when it is past", async () => {
    await using app = await testApp();
    const inFuture = new Date(Date.now() + 2_000).toISOString();
    const run = await app.submit(
      group(
        set(step("a", "ran", "a"), { eta: inFuture }),
        set(step("b", "ran", "b"), { eta: "2020-01-01T00:00:00Z" }),
      ),
    );
    const early = await run.reaches("b", "succeeded");
    expect(early.letters("a")).toBe("scheduled");
    const shot = await run.settled();
    expect(shot.node("a").startedAt).toBeGreaterThanOrEqual(Date.parse(inFuture));
  });

  it("tries again after each failure, as often as the step may, and keeps the history", async () => {
    await using app = await testApp();
    const backoff = { type: "exponential", delayMs: 5, maxMs: 10, jitter: 1 } as const;
    const run = await app.run({
      ...set(step("f", "fail"), { attempts: 3, backoff }),
      onFailure: [step("E", "ident")],
    });
    const shot = await run.look();
    expect(shot.node("f")).toMatchObject({ state: "failed", attempt: 3, epoch: 3 });
    expect([run.count("f"), run.count("E")]).toEqual([3, 1]);
    const states = (await run.events()).flatMap((event) =>
      event.type === "step.changed" && event.nodeId === "f" ? [event.state] : [],
    );
    expect(states.filter((state) => state === "retrying")).toHaveLength(2);
    expect(states.at(-1)).toBe("failed");
    const { history } = await app.engine.getNode(run.id, "f");
    expect(history.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it("spends no attempt on an error that is final, and gives one more to who asks", async () => {
    await using app = await testApp();
    const run = await app.run(
      group(set(step("f", "odd", "throwFinal"), { attempts: 5 }), step("a", "again")),
    );
    const shot = await run.look();
    expect(shot.letters("f", "a")).toBe("F S");
    expect([run.count("f"), run.count("a")]).toEqual([1, 3]);
    expect(await run.value("a")).toBe(3);
  });

  it("limits an execution, whether its handler listens or not", async () => {
    await using app = await testApp();
    const run = await app.run(
      group(
        set(step("a", "gate", "a"), { timeoutMs: 50 }),
        set(step("b", "stubborn", "b"), { timeoutMs: 50, attempts: 1 }),
      ),
    );
    const shot = await run.look();
    expect(shot.letters("a", "b")).toBe("F F");
    for (const id of ["a", "b"]) expect(shot.node(id).error?.code).toBe("TIMEOUT");
    expect(shot.node("a").error?.message).toContain("50 ms");
  });

  it("tries a step that was out of time again, as its attempts say", async () => {
    await using app = await testApp();
    const backoff = { type: "fixed", delayMs: 1 } as const;
    const slow = set(step("a", "gate", "a", 5), { timeoutMs: 200, attempts: 100, backoff });
    const run = await app.submit(slow);
    await app.gate("a").arrivals(2);
    app.gate("a").open();
    const shot = await run.settled();
    expect(shot.letters("a")).toBe("S");
    expect(shot.node("a").attempt).toBeGreaterThan(1);
    const { history } = await app.engine.getNode(run.id, "a");
    expect(history[0]).toMatchObject({ attempt: 1, error: { code: "TIMEOUT" } });
  });
});

describe("the end of a run", () => {
  const keysOf = ({ redis }: TestApp, runId: string) => redis.client.keys(`*{${runId}}*`);

  it("that was removed leaves nothing, and a late delivery finds nothing to do", async () => {
    await using app = await testApp();
    const run = await app.submit(chain(step("a", "gate", "a"), fixed("t", "three")));
    await app.gate("a").arrivals(1);
    await expect(app.engine.remove(run.id)).rejects.toMatchObject({ code: "RUN_NOT_SETTLED" });
    const { element } = await new EngineRun(app.services, run.id).record("a");
    app.gate("a").open();
    await run.settled();
    await app.engine.remove(run.id);
    expect(await keysOf(app, run.id)).toEqual([]);
    await app.deliver({ runId: run.id, stepId: element, epoch: 1 });
    expect(await keysOf(app, run.id)).toEqual([]);
    await expect(run.look()).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
    expect((await app.engine.listRuns({})).runs).toEqual([]);
    for (const call of [
      () => run.revoke(),
      () => run.retry({ scope: "failed" }),
      () => app.engine.pause(run.id),
      () => app.engine.result(run.id),
      () => app.engine.getNode(run.id, "a"),
      () => app.engine.remove(run.id),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
    }
  });

  it("that Redis lost in mid-run troubles no worker", async () => {
    await using app = await testApp();
    const run = await app.submit(chain(step("a", "gate", "a"), step("z", "ident")));
    await app.gate("a").arrivals(1);
    await app.redis.client.del(...(await keysOf(app, run.id)));
    app.gate("a").open();
    const other = await app.run(step("x", "ran", "x"));
    expect((await other.look()).run.state).toBe("succeeded");
    await expect(run.look()).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
    expect((await app.engine.listRuns({})).runs.map(({ runId }) => runId)).toEqual([other.id]);
  });
});
