import { describe, expect, it } from "vitest";
import { isEngineError } from "@/core/errors";
import type { RunEvent, RunEventBatch } from "@/core/events";
import { testRedis } from "@/testing/redis";
import { createHub } from "./hub";

const NEVER = new AbortController().signal;

/** A run's events in a Redis stream, read as the engine reads them, and a hub over them. */
async function setUp({ recheckMs = 60_000 } = {}) {
  const redis = await testRedis();
  const { client, prefix } = redis;
  const subscriber = client.duplicate();
  const channel = `${prefix}:changed`;
  const streamOf = (runId: string) => `${prefix}:${runId}`;
  const reads: string[] = [];
  const hub = createHub({
    subscriber,
    channel,
    recheckMs,
    log: () => undefined,
    async read(runId, afterSeq, limit) {
      reads.push(runId);
      const replies = await client
        .multi()
        .xrange(streamOf(runId), `(${afterSeq}`, "+", "COUNT", limit)
        .xrange(streamOf(runId), "-", "+", "COUNT", 1)
        .xrevrange(streamOf(runId), "+", "-", "COUNT", 1)
        .get(`${streamOf(runId)}:gen`)
        .exec();
      const [page, oldest, newest, gen] = (replies ?? []).map(([, reply]) => reply);
      if (typeof gen !== "string") return null;
      const events = (page as Entry[]).map(toEvent);
      const firstSeq = (oldest as Entry[]).map(toEvent).at(0)?.seq ?? 0;
      return { gen, events, firstSeq, lastSeq: (newest as Entry[]).map(toEvent).at(0)?.seq ?? 0 };
    },
  });
  return {
    hub,
    reads,
    client,
    subscriber,
    /** Stores events `from` to `to`; says so, unless the word gets lost. */
    async add(runId: string, range: [number, number], { silently = false } = {}) {
      const batch = client.multi().set(`${streamOf(runId)}:gen`, "g1", "NX");
      for (let seq = range[0]; seq <= range[1]; seq += 1) {
        batch.xadd(streamOf(runId), `${seq}-0`, "at", "5");
      }
      if (!silently) batch.publish(channel, runId);
      await batch.exec();
    },
    say: (runId: string) => client.publish(channel, runId),
    trim: (runId: string, seq: number) => client.xtrim(streamOf(runId), "MINID", seq),
    async lose(runId: string, gen: string) {
      await client
        .multi()
        .del(streamOf(runId))
        .set(`${streamOf(runId)}:gen`, gen)
        .exec();
    },
    async remove(runId: string) {
      await client
        .multi()
        .del(streamOf(runId), `${streamOf(runId)}:gen`)
        .publish(channel, runId)
        .exec();
    },
    async [Symbol.asyncDispose]() {
      await hub.close();
      subscriber.disconnect();
      await redis[Symbol.asyncDispose]();
    },
  };
}

type Entry = [id: string, fields: string[]];

function toEvent([id]: Entry): RunEvent {
  return { seq: Number(id.split("-")[0]), at: 5, type: "nodes.dropped", parentId: "p" };
}

/** Reads batches until one says the last number, or a reset. */
async function readTo(stream: AsyncIterable<RunEventBatch>, last: number) {
  const seqs: number[] = [];
  for await (const batch of stream) {
    if (batch.kind === "reset") return { seqs, reset: batch.cursor };
    seqs.push(...batch.events.map((event) => event.seq));
    if ((seqs.at(-1) ?? 0) >= last) return { seqs, cursor: batch.cursor };
  }
  return { seqs, ended: true };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const codeOf = (error: unknown) => (isEngineError(error) ? error.code : error);

describe("Hub.follow", () => {
  it("gives stored events first and new ones after, without gap or repeat", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 2500]);
    const stream = scene.hub.follow("r", null, NEVER);
    const reading = readTo(stream, 2600);
    for (let seq = 2501; seq <= 2600; seq += 1) await scene.add("r", [seq, seq]);
    expect((await reading).seqs).toEqual(range(1, 2600));
  });

  it("goes on behind a cursor that it gave", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 10]);
    const first = await readTo(scene.hub.follow("r", null, NEVER), 10);
    expect(first.cursor).toBe("g1:10");
    await scene.add("r", [11, 12]);
    expect((await readTo(scene.hub.follow("r", "g1:7", NEVER), 12)).seqs).toEqual(range(8, 12));
  });

  it("reads once for a changed run, however many watch it", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 1]);
    const viewers = Array.from({ length: 50 }, () =>
      readTo(scene.hub.follow("r", "g1:1", new AbortController().signal), 21),
    );
    await waitFor(() => scene.reads.length > 0);
    const before = scene.reads.length;
    await scene.add("r", [2, 21]);
    for (const viewer of await Promise.all(viewers)) expect(viewer.seqs).toEqual(range(2, 21));
    // One for the change; one more when the word of it came while the first was under way.
    expect(scene.reads.length - before).toBeLessThanOrEqual(2);
    expect(before).toBeLessThanOrEqual(3);
  });

  it("finds what it was not told of", async () => {
    await using scene = await setUp({ recheckMs: 20 });
    await scene.add("r", [1, 1]);
    const reading = readTo(scene.hub.follow("r", "g1:1", NEVER), 3);
    await scene.add("r", [2, 3], { silently: true });
    expect((await reading).seqs).toEqual([2, 3]);
  });

  it("finds what happened while its connection was away", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 1]);
    const reading = readTo(scene.hub.follow("r", "g1:1", NEVER), 2);
    await waitFor(() => scene.reads.length > 0);
    await scene.add("r", [2, 2], { silently: true });
    scene.subscriber.disconnect(true);
    expect((await reading).seqs).toEqual([2]);
  });

  it("serves runs apart", async () => {
    await using scene = await setUp();
    await scene.add("a", [1, 1]);
    await scene.add("b", [1, 1]);
    const a = readTo(scene.hub.follow("a", "g1:1", NEVER), 2);
    const b = readTo(scene.hub.follow("b", "g1:1", NEVER), 3);
    await scene.add("b", [2, 3]);
    await scene.add("a", [2, 2]);
    expect([(await a).seqs, (await b).seqs]).toEqual([[2], [2, 3]]);
  });

  it.each([
    ["is of another history", "other:3", "g1:10"],
    ["never was", "g1:900", "g1:10"],
    ["was trimmed away", "g1:2", "g1:10"],
  ])("resets a viewer whose position %s, and goes on behind it", async (_, cursor, reset) => {
    await using scene = await setUp();
    await scene.add("r", [1, 10]);
    await scene.trim("r", 5);
    const abort = new AbortController();
    const stream = scene.hub.follow("r", cursor, abort.signal)[Symbol.asyncIterator]();
    expect((await stream.next()).value).toEqual({ kind: "reset", cursor: reset });
    await scene.add("r", [11, 11]);
    expect((await stream.next()).value).toMatchObject({ events: [{ seq: 11 }], cursor: "g1:11" });
    abort.abort();
  });

  it("does not reset a viewer that stands just before the oldest stored event", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 10]);
    await scene.trim("r", 5);
    expect((await readTo(scene.hub.follow("r", "g1:4", NEVER), 10)).seqs).toEqual(range(5, 10));
  });

  it("resets those who watch when the history is lost", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 10]);
    const watching = readTo(scene.hub.follow("r", "g1:10", NEVER), 99);
    await waitFor(() => scene.reads.length > 0);
    await scene.lose("r", "g2");
    await scene.add("r", [1, 3]);
    expect(await watching).toEqual({ seqs: [], reset: "g2:3" });
  });

  it("resets a viewer that comes back after more than is kept", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 1]);
    const slow = scene.hub.follow("r", null, NEVER)[Symbol.asyncIterator]();
    const quick = readTo(scene.hub.follow("r", null, NEVER), 20_000);
    expect((await slow.next()).value).toMatchObject({ cursor: "g1:1" });
    await scene.add("r", [2, 2]);
    expect((await slow.next()).value).toMatchObject({ cursor: "g1:2" });
    for (let seq = 3; seq <= 20_000; seq += 999) {
      await scene.add("r", [seq, Math.min(20_000, seq + 998)]);
    }
    expect((await quick).seqs).toEqual(range(1, 20_000));
    expect((await slow.next()).value).toMatchObject({ kind: "reset", cursor: "g1:20000" });
    await slow.return?.();
  });

  it("refuses positions that were never given out", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 1]);
    const hostile = [
      "$",
      "-",
      "g1",
      "g1:-1",
      "g1:1e3",
      "a b:1",
      "g1:99999999999999999999",
      "x".repeat(10_000),
    ];
    for (const cursor of [...hostile, "g1:1\r\n", "g1:1:2", ""]) {
      const code = await readTo(scene.hub.follow("r", cursor, NEVER), 1).catch(codeOf);
      expect(code, cursor).toBe("CURSOR_INVALID");
    }
    expect(scene.reads).toEqual([]);
  });

  it("says when there is no such run, also when it goes while watched", async () => {
    await using scene = await setUp();
    expect(await readTo(scene.hub.follow("none", null, NEVER), 1).catch(codeOf)).toBe(
      "RUN_NOT_FOUND",
    );
    await scene.add("r", [1, 1]);
    const watching = readTo(scene.hub.follow("r", "g1:1", NEVER), 2).catch(codeOf);
    await waitFor(() => scene.reads.includes("r"));
    await scene.remove("r");
    expect(await watching).toBe("RUN_NOT_FOUND");
  });

  it("ends when its reader goes away", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 1]);
    const abort = new AbortController();
    const watching = readTo(scene.hub.follow("r", "g1:1", abort.signal), 2);
    await waitFor(() => scene.reads.length > 0);
    abort.abort();
    expect(await watching).toEqual({ seqs: [], ended: true });
  });

  it("throws an AbortError into every stream when it closes", async () => {
    await using scene = await setUp();
    await scene.add("r", [1, 1]);
    const nameOf = (error: unknown) => (error as Error).name;
    const event = readTo(scene.hub.follow("r", "g1:1", NEVER), 2).catch(nameOf);
    const list = collectRuns(scene.hub.followRuns(NEVER), () => false).catch(nameOf);
    await waitFor(() => scene.reads.length > 0);
    await scene.hub.close();
    expect([await event, await list]).toEqual(["AbortError", "AbortError"]);
  });
});

describe("Hub.followRuns", () => {
  it("names the runs that changed, each once", async () => {
    await using scene = await setUp();
    const stream = scene.hub.followRuns(NEVER);
    // The first word is that of the connection; from then on it hears all.
    const named = await collectRuns(stream, async (ids) => {
      if (ids.length === 0) for (const runId of ["b", "b", "b", "c"]) await scene.say(runId);
      return ids.includes("c");
    });
    expect(named).toEqual(["b", "c"]);
  });

  it("says that any run may have changed when it was away", async () => {
    await using scene = await setUp();
    const stream = scene.hub.followRuns(NEVER)[Symbol.asyncIterator]();
    expect((await stream.next()).value).toEqual([]);
    scene.subscriber.disconnect(true);
    expect((await stream.next()).value).toEqual([]);
    await stream.return?.();
  });
});

async function collectRuns(
  stream: AsyncIterable<string[]>,
  isEnough: (ids: string[]) => boolean | Promise<boolean>,
) {
  const all: string[] = [];
  for await (const ids of stream) {
    all.push(...ids);
    if (await isEnough(all)) break;
  }
  return all;
}

async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
