/** The one subscription of a run: what it costs, what it survives, and how it ends. */
import { chain, connect, group, TimeoutError } from "espalier";
import { describe, expect, it, vi } from "vitest";
import { testConnection, type TestConnection } from "@/library/test-connection";
import { step, times } from "@/testing/nodes";
import { TASKS } from "@/testing/tasks";

const { add, gate, ran } = TASKS;

/** How often the keys of a run were asked for since the last look, and what was subscribed to. */
function asked({ app, proxy }: TestConnection, runId: string): { [command: string]: number } {
  const counts: { [command: string]: number } = {};
  const ofRun = `${app.redis.prefix}:{${runId}}:`;
  for (const command of proxy.commands()) {
    if (!command.includes(ofRun) && !command.startsWith("SUBSCRIBE")) continue;
    const plain = command.replace(ofRun, "").replace(`${app.redis.prefix}:`, "");
    counts[plain] = (counts[plain] ?? 0) + 1;
  }
  return counts;
}

describe("a run that is followed", () => {
  it("costs one subscription, and one read for the results of two hundred steps", async () => {
    await using app = await testConnection();
    app.proxy.commands();
    const members = times(200, (i) => add.s(i, i));
    const run = await app.espalier.apply(group([gate.si("g", -1), ...members]));
    const submitted = asked(app, run.runId);
    const joined = run.join();
    const each = Promise.all([...run.children].slice(1).map((child) => child.get()));
    app.app.gate("g").open();
    const results = await joined;
    expect(results).toEqual([-1, ...times(200, (i) => 2 * i)]);
    expect(await each).toEqual(results.slice(1));
    const cost = asked(app, run.runId);
    expect((submitted["SUBSCRIBE changed"] ?? 0) + (cost["SUBSCRIBE changed"] ?? 0)).toBe(1);
    // What finished while the join waited was read with it, or in the few reads of those that came before.
    expect(cost["HMGET results"]).toBeLessThan(20);
    expect(Object.values(cost).reduce((sum, count) => sum + count, 0)).toBeLessThan(200);
    expect(await run.join()).toEqual(results);
    expect(asked(app, run.runId)).toEqual({
      ...{ "HGETALL run": 1, "LRANGE births": 1, "HMGET steps": 1 },
      ...{ "HMGET results": 1, "HMGET notes": 1 },
    });
  });

  it("is asked for nothing but new events while others run", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(group([gate.si("g", 1), gate.si("h", 2)]));
    await app.app.gate("h").arrivals(1);
    await vi.waitFor(() => expect(run.children[1]?.state).toBe("running"));
    const joined = run.join();
    asked(app, run.runId);
    for (const _ of times(5, () => null)) await app.app.run(step("a", "add", 1, 1));
    // The hub looks once every few seconds whether word was lost.
    for (const command of Object.keys(asked(app, run.runId))) {
      expect(["SUBSCRIBE changed", "HMGET run", "XRANGE events", "LRANGE births"]).toContain(
        command,
      );
    }
    for (const name of ["g", "h"]) app.app.gate(name).open();
    expect(await joined).toEqual([1, 2]);
  });

  it("is not followed any more once it has settled", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(add.s(1, 1));
    await vi.waitFor(() => expect(run.ready).toBe(true));
    asked(app, run.runId);
    await app.app.engine.retry({ runId: run.runId, scope: "from", nodeId: run.nodeId });
    await app.app.run(step("a", "add", 1, 1));
    expect(asked(app, run.runId)).toEqual({});
  });
});

describe("a lost connection", () => {
  it("is taken up where it was, without another snapshot", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(chain(gate.si("g"), ran.si("z").id("z")));
    await app.app.gate("g").arrivals(1);
    await vi.waitFor(() => expect(run.children[0]?.state).toBe("running"));
    const joined = run.join();
    app.proxy.cut();
    app.app.gate("g").open();
    await vi.waitFor(async () => {
      expect((await app.app.engine.getRun(run.runId)).run.settled).toBe(true);
    });
    expect(run.ready).toBe(false);
    asked(app, run.runId);
    app.proxy.mend();
    expect(await joined).toEqual([null, "z"]);
    expect(asked(app, run.runId)).not.toHaveProperty("HGETALL reports");
  });

  it("that lasted longer than events are stored is made good by a snapshot", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(group([gate.si("g", 1), gate.si("h", 2)]));
    await app.app.gate("h").arrivals(1);
    await vi.waitFor(() => expect(run.children[1]?.state).toBe("running"));
    const joined = run.join();
    app.proxy.cut();
    for (const name of ["g", "h"]) app.app.gate(name).open();
    await vi.waitFor(async () => {
      expect((await app.app.engine.getRun(run.runId)).run.settled).toBe(true);
    });
    await app.app.redis.client.xtrim(
      app.app.services.keys.runKey(run.runId, "events"),
      "MAXLEN",
      0,
    );
    asked(app, run.runId);
    app.proxy.mend();
    expect(await joined).toEqual([1, 2]);
    expect(asked(app, run.runId)).toHaveProperty("HGETALL reports");
  });
});

describe("waiting", () => {
  it("ends when the run is removed", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(chain(gate.si("g"), ran.si("z")));
    await app.app.gate("g").arrivals(1);
    const ended = run.join().then(
      () => "joined",
      (error: Error) => error.message,
    );
    app.proxy.cut();
    app.app.gate("g").open();
    await vi.waitFor(() => app.app.engine.remove(run.runId));
    app.proxy.mend();
    expect(await ended).toContain("There is no such run");
  });

  it("ends with the time that it was given, and the run goes on", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(group([gate.si("g", 1), gate.si("h", 2)]));
    const got = run.children[0]?.get({ timeoutMs: 10 });
    await expect(got).rejects.toThrow(/\(gate\) in run r_.* was still .* after 10 ms/);
    await expect(run.join({ timeoutMs: 10 })).rejects.toThrow("0 of the 2 nodes of");
    const iterated = run.iterate({ timeoutMs: 10 }).next();
    await expect(iterated).rejects.toBeInstanceOf(TimeoutError);
    await expect(run.get({ timeoutMs: -1 })).rejects.toThrow("timeoutMs is -1");
    for (const name of ["g", "h"]) app.app.gate(name).open();
    expect(await run.join({ timeoutMs: Number.MAX_SAFE_INTEGER })).toEqual([1, 2]);
  });

  it("ends with the handle of the run, and with the connection", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(gate.si("g", 1));
    const joined = run.join();
    run.close();
    await expect(joined).rejects.toThrow("The handle was closed");
    expect(run.waiting).toBe(true);
    const again = await app.espalier.run(run.runId);
    const got = again.get();
    const [refused] = await Promise.allSettled([got, app.espalier.close()]);
    expect(refused).toMatchObject({ reason: { message: expect.stringMatching("was closed") } });
    await expect(again.retry()).rejects.toThrow();
    await vi.waitFor(() => expect(app.proxy.connections).toBe(0));
    app.app.gate("g").open();
    await using other = await connect({
      env: { REDIS_URL: app.app.redis.url, ESPALIER_PREFIX: app.app.redis.prefix },
    });
    expect(await (await other.run(run.runId)).get()).toBe(1);
  });

  it("for a result of a settled run ends with the connection, too", async () => {
    await using app = await testConnection();
    const run = await app.espalier.apply(add.s(1, 1));
    expect(await run.get()).toBe(2);
    await app.espalier.close();
    await expect(run.get()).rejects.toThrow("The connection was closed");
    expect(run.successful).toBe(true);
  });
});
