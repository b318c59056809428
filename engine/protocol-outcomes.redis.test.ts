/** What comes out of a run: results that are none, events without gap or repeat, and what a retry makes of it. */
import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/core/events";
import type { Json } from "@/core/node";
import { chain, chord, fixed, group, step, times, tree } from "@/testing/nodes";
import type { Target, TestRun } from "@/testing/test-run";
import { testApp, type TestApp } from "@/testing/workers";

describe("a result that is none", () => {
  it.each<[string, string, RegExp]>([
    ["cyclic", "RESULT_INVALID", /itself|cycl|circular/i],
    ["bigint", "RESULT_INVALID", /bigint/i],
    ["toJSON", "RESULT_INVALID", /toJSON throws/],
    ["listOfNodes", "RESULT_INVALID", /JSON/],
    ["large", "RESULT_TOO_LARGE", /1048576/],
    ["throwNull", "TASK_ERROR", /threw null, which is no Error/],
    ["throwText", "TASK_ERROR", /threw x, which is no Error/],
    ["nodeOfUnknownTask", "REPLACEMENT_INVALID", /nobody\.knows/],
  ])("%s fails the step with %s and leaves the worker alive", async (kind, code, message) => {
    await using app = await testApp();
    const run = await app.run(chain(step("o", "odd", kind), step("z", "ident")));
    const shot = await run.look();
    expect(shot.letters("o", "z")).toBe("F K");
    expect(shot.node("o").error?.code).toBe(code);
    expect(shot.node("o").error?.message).toMatch(message);
    expect((await (await app.run(step("x", "ran", "x"))).look()).run.state).toBe("succeeded");
  });

  it("undefined counts as null", async () => {
    await using app = await testApp();
    const run = await app.run(chain(step("o", "odd", "undefined"), step("z", "ident")));
    expect([await run.value("o"), await run.value("z")]).toEqual([null, null]);
  });

  it("one byte under the limit passes, one over it fails", async () => {
    await using app = await testApp({ limits: { resultBytes: 12 } });
    const text = (length: number) => "x".repeat(length - 2);
    const run = await app.run(group(step("a", "ident", text(12)), step("b", "ident", text(13))));
    const shot = await run.look();
    expect(shot.letters("a", "b")).toBe("S F");
    expect(shot.node("b").error?.code).toBe("RESULT_TOO_LARGE");
  });
});

describe("events", () => {
  const busy = chain(
    group(...times(20, (i) => step(`m${i}`, "slow", i % 5, i))),
    step("s", "tsum"),
    fixed("c", "wait", 4),
    fixed("p", "spawn", 3),
  );

  /** Follows until `seq` has come, then says what it got. */
  async function follow(app: TestApp, run: TestRun, from: { cursor: string | null; seq: number }) {
    const events: RunEvent[] = [];
    const signal = AbortSignal.timeout(10_000);
    for await (const batch of app.engine.follow(run.id, from.cursor, signal)) {
      if (batch.kind === "reset") throw new Error("reset");
      events.push(...batch.events);
      if ((events.at(-1)?.seq ?? 0) >= from.seq) break;
    }
    return events;
  }
  const seqs = (events: RunEvent[]) => events.map(({ seq }) => seq);

  it("reach everybody without gap or repeat, from wherever they go on", async () => {
    await using app = await testApp();
    const run = await app.submit(busy);
    const cursors = [null, (await app.engine.getRun(run.id)).cursor];
    await run.until(({ run: { counts } }) => (counts.succeeded ?? 0) > 8);
    cursors.push((await app.engine.getRun(run.id)).cursor);
    const live = cursors.map((cursor) => follow(app, run, { cursor, seq: Infinity }));
    live.forEach((each) => each.catch(() => undefined));
    await run.settled();
    const { cursor: last } = await app.engine.getRun(run.id);
    const seq = Number(last.split(":").at(-1));
    for (const cursor of cursors) {
      const events = await follow(app, run, { cursor, seq });
      const first = cursor === null ? 0 : Number(cursor.split(":").at(-1));
      expect(seqs(events)).toEqual(times(seq - first, (i) => first + 1 + i));
    }
  });

  it("tell each step's way once, and its end last", async () => {
    await using app = await testApp();
    const run = await app.run(busy);
    const ways = new Map<string, string[]>();
    for (const event of await run.events()) {
      if (event.type !== "step.changed") continue;
      ways.set(event.nodeId, [...(ways.get(event.nodeId) ?? []), event.state]);
    }
    for (let i = 0; i < 20; i += 1) {
      expect(ways.get(`m${i}`)).toEqual(["queued", "running", "succeeded"]);
    }
    // Begun in the same move that made it ready, when the slot goes on with it: then it was never queued.
    expect(ways.get("s")?.filter((state) => state !== "queued")).toEqual(["running", "succeeded"]);
    for (const way of ways.values()) {
      expect(way.filter((state) => state === "succeeded")).toHaveLength(1);
      expect(way.at(-1)).toBe("succeeded");
    }
  });

  it.each(["$", "-", "x", "999-9", "g:1:2", "g:-1", "a\nb:1", "x".repeat(100)])(
    "refuse the cursor %j",
    async (cursor) => {
      await using app = await testApp();
      const run = await app.run(step("a", "ran", "a"));
      const following = app.engine.follow(run.id, cursor, AbortSignal.timeout(5000));
      await expect(following[Symbol.asyncIterator]().next()).rejects.toMatchObject({
        code: "CURSOR_INVALID",
      });
    },
  );

  it("of another history ask for a new snapshot", async () => {
    await using app = await testApp();
    const run = await app.run(step("a", "ran", "a"));
    const following = app.engine.follow(run.id, "other:3", AbortSignal.timeout(5000));
    const first = await following[Symbol.asyncIterator]().next();
    expect(first.value).toMatchObject({ kind: "reset" });
  });

  it("and the snapshot say the same after every kind of change", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(step("a", "ran", "a"), fixed("f", "flaky", 1, 1), fixed("z", "ran", "z")),
    );
    await run.retry({ scope: "failed" });
    const shot = await run.settled();
    const last = new Map<string, string>();
    for (const event of await run.events()) {
      if (event.type === "step.changed") last.set(event.nodeId, event.state);
    }
    for (const [id, state] of last) expect(shot.node(id).state, id).toBe(state);
  });
});

describe("retry", () => {
  /** Fails once at `f`, in a chord, in a chain, with callbacks and a tree behind it. */
  const nested = chain(
    chord(
      [step("a", "add", 1, 1), { ...step("f", "flaky", 1, 3), onFailure: [step("Ef", "ident")] }],
      { ...step("s", "tsum"), onSuccess: [step("cs", "ident")] },
    ),
    tree(step("t", "add", 1), step("k1", "ran", "k1"), step("k2", "ran", "k2")),
  );

  it("twice at once is done once; the other is told", async () => {
    await using app = await testApp();
    const run = await app.run(nested);
    const answers = await Promise.allSettled([
      run.retry({ scope: "failed" }),
      run.retry({ scope: "failed" }),
    ]);
    const refused = answers.filter((answer) => answer.status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "CONFLICT" } }]);
    const shot = await run.settled();
    expect(shot.run.state).toBe("succeeded");
    expect([run.count("f"), run.count("s")]).toEqual([2, 1]);
  });

  it.each<[string, Target]>([
    ["failed, of the run", { scope: "failed" }],
    ["node, of the step", { scope: "node", nodeId: "f" }],
    ["node, of what was skipped for it", { scope: "node", nodeId: "k2" }],
    ["from, of the step", { scope: "from", nodeId: "f" }],
    ["from, of what succeeded beside it", { scope: "from", nodeId: "a" }],
  ])("says beforehand what it does: scope %s", async (_, target) => {
    await using app = await testApp();
    const run = await app.run(nested);
    const before = await run.look();
    const dry = await run.retry({ ...target, dryRun: true });
    expect(await run.look()).toEqual(before);
    const counts = new Map(before.nodes.map(({ id }) => [id, run.count(id)]));
    expect(await run.retry(target)).toEqual(dry);
    await run.settled();
    const executed = before.nodes
      .filter(({ id }) => run.count(id) > (counts.get(id) ?? 0))
      .map(({ id }) => id);
    expect(executed).toEqual(dry.willRun);
    for (const id of dry.kept) expect(run.count(id), id).toBe(counts.get(id));
  });

  it("leaves out what another failure keeps from running", async () => {
    await using app = await testApp();
    const two = [step("f", "flaky", 1, 1), step("g", "flaky", 1, 2)];
    const run = await app.run(chain(group(...two), step("s", "tsum"), step("z", "add", 1)));
    expect((await run.retry({ scope: "node", nodeId: "f" })).willRun).toEqual(["f"]);
    expect((await run.settled()).letters("f", "g", "s", "z")).toBe("S F K K");
    expect((await run.retry({ scope: "node", nodeId: "g" })).willRun).toEqual(["g", "s", "z"]);
    expect((await run.settled()).letters("f", "g", "s", "z")).toBe("S S S S");
    expect(await run.value()).toBe(4);
  });

  it("counts in what follows a step whose replacement is mended, not the step itself", async () => {
    await using app = await testApp();
    const calls = [{ $signature: { kind: "task", task: "flaky", args: [1, 6] } }];
    const run = await app.run(chain(step("c", "inOrder", calls), step("z", "add", 1)));
    expect((await run.look()).letters("c", "z")).toBe("F K");
    const { willRun } = await run.retry({ scope: "failed" });
    const shot = await run.settled();
    expect(shot.letters("c", "z")).toBe("S S");
    expect(willRun.filter((id) => id === "c" || id === "z")).toEqual(["z"]);
    expect(willRun).toHaveLength(2);
    expect([run.count("c"), run.count("z"), await run.value()]).toEqual([1, 1, 7]);
  });

  it("of what did not fail is refused, with what to do instead", async () => {
    await using app = await testApp();
    const run = await app.run(step("a", "ran", "a"));
    await expect(run.retry({ scope: "failed" })).rejects.toMatchObject({ code: "NOT_RETRYABLE" });
    await expect(run.retry({ scope: "node", nodeId: "a" })).rejects.toThrow("scope “from”");
    await expect(run.retry({ scope: "node", nodeId: "x" })).rejects.toMatchObject({
      code: "NODE_NOT_FOUND",
    });
    const args: Json[] = ["b"];
    await expect(run.retry({ scope: "failed", args })).rejects.toMatchObject({
      code: "NOT_RETRYABLE",
    });
  });

  it("of a revoked step while its old handler still runs takes the new result alone", async () => {
    await using app = await testApp({ timings: { graceMs: 100 } });
    const run = await app.submit(chain(step("a", "stubborn", "a", 5), step("z", "ident")));
    await app.gate("a").arrivals(1);
    await run.revoke("a", { terminate: true });
    await run.settled();
    await run.retry({ scope: "node", nodeId: "a" });
    await app.gate("a").arrivals(2);
    app.gate("a").open();
    const shot = await run.settled();
    expect(shot.letters("a", "z")).toBe("S S");
    expect([run.count("a"), run.count("z")]).toEqual([2, 1]);
  });

  it("of one member, while another still runs, joins both", async () => {
    await using app = await testApp();
    const run = await app.submit(
      chord([step("f", "flaky", 1, 3), step("w", "gate", "w", 4)], step("s", "tsum")),
    );
    await app.gate("w").arrivals(1);
    await run.reaches("f", "failed");
    await run.retry({ scope: "failed" });
    await run.reaches("f", "succeeded");
    expect((await run.look()).letters("s")).toBe("pending");
    app.gate("w").open();
    expect((await run.settled()).run.state).toBe("succeeded");
    expect(await run.value()).toBe(7);
    expect(run.count("s")).toBe(1);
  });

  it("mends a copy of a map and what a step was replaced by from inside", async () => {
    await using app = await testApp();
    const body = step("b", "flaky");
    const over: Json[] = [0, 1, 0];
    const run = await app.run(chain({ kind: "map", id: "m", body, over }, step("z", "ident")));
    expect((await run.look()).letters("m.0", "m.1", "m.2", "z")).toBe("S F S K");
    const answer = await run.retry({ scope: "failed" });
    expect(answer.willRun.toSorted()).toEqual(["m.1", "z"]);
    await run.settled();
    expect(await run.value()).toEqual([null, null, null]);
    expect(["m.0", "m.1", "m.2", "z"].map((id) => run.count(id))).toEqual([1, 2, 1, 1]);
    const calls = [{ $signature: { kind: "task", task: "flaky", args: [1, 6] } }];
    const other = await app.run(step("c", "inOrder", calls));
    expect((await other.look()).letters("c")).toBe("F");
    await other.retry({ scope: "failed" });
    await other.settled();
    expect(await other.value()).toBe(6);
    expect(other.count("c")).toBe(1);
  });
});
