import { describe, expect, it } from "vitest";
import { testRedis, type TestRedis } from "@/testing/redis";
import { times } from "@/testing/nodes";
import { createKeys } from "../keys";
import { dumpLines } from "./dump";
import { verify } from "./lines";
import { restoreLines } from "./restore";

async function dump({ client, prefix }: TestRedis): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of dumpLines(client, { prefix, at: 0 })) lines.push(line);
  return lines;
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield line;
}

async function restore({ client, prefix }: TestRedis, lines: readonly string[]) {
  const header = await verify(each(lines));
  return restoreLines(client, each(lines), { header, prefix, replace: true });
}

const keyOf = (line: string) => (JSON.parse(line) as { key?: string }).key ?? "";

describe("a backup", () => {
  it("brings back every type of key, whatever its bytes and however many", async () => {
    await using redis = await testRedis();
    const { client, prefix } = redis;
    const key = (name: string) => `${prefix}:{r}:${name}`;
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    await client.set(key("text"), "é\n\u0000");
    await client.set(key("bytes"), bytes);
    await client.hset(key("hash"), Object.fromEntries(times(1000, (i) => [`f${i}`, `v${i}`])));
    await client.hset(key("hash"), "bytes", bytes);
    await client.hset(key("large"), Object.fromEntries(times(5, (i) => [i, "x".repeat(7e5)])));
    await client.rpush(key("list"), ...times(1234, (i) => `item ${i}`));
    await client.sadd(key("set"), ...times(700, String), bytes);
    await client.zadd(key("zset"), 1.5, "a", 1795268650144, "b", "+inf", "c");
    for (const i of times(250, (n) => n)) await client.xadd(key("stream"), `${i + 1}-0`, "n", i);
    await client.xtrim(key("stream"), "MAXLEN", 120);
    await client.pexpire(key("text"), 1_000_000);
    const before = await dump(redis);
    expect(Math.max(...before.map(({ length }) => length))).toBeLessThan(2 * 1024 * 1024);
    await restore(redis, before);
    const left = await client.pttl(key("text"));
    expect(left).toBeGreaterThan(900_000);
    expect(left).toBeLessThanOrEqual(1_000_000);
    const contents = (lines: string[]) =>
      lines
        .slice(1, -1)
        .map((line) => line.replace(/"ttlMs":\d+/, ""))
        .toSorted();
    const after = await dump(redis);
    expect(after.filter((line) => keyOf(line).includes("hash")).length).toBeGreaterThan(5);
    // The order of a hash is Redis' own: lists and streams have theirs.
    const ordered = (lines: string[]) =>
      contents(lines).filter((line) => /:(?:text|bytes|list|zset|stream|large)"/.test(line));
    expect(ordered(after)).toEqual(ordered(before));
    expect(await client.hlen(key("hash"))).toBe(1001);
    expect(await client.hgetBuffer(key("hash"), "bytes")).toEqual(bytes);
    expect(await client.scard(key("set"))).toBe(701);
    expect(await client.xinfo("STREAM", key("stream"))).toContain(250);
  });

  it("makes positions in the events of a run count no more, and keeps runs from now on", async () => {
    await using redis = await testRedis();
    const { client, prefix } = redis;
    const keys = createKeys(prefix);
    const run = (runId: string, finishedAt: number, pinned = 0) =>
      client.hset(
        keys.runKey(runId, "run"),
        ...["live", 1, "settled", 1, "gen", "old", "seq", 7],
        ...["finishedAt", finishedAt, "pinned", pinned],
      );
    await Promise.all([run("r", 9), run("s", 5), run("p", 7, 1)]);
    await client.zadd(keys.runs, 1, "r", 2, "s", 3, "p");
    // The other is one of a version that kept no such list.
    await client.zadd(keys.kept, 9, "r");
    expect(await restore(redis, await dump(redis))).toEqual({ runs: 3 });
    const [gen, seq] = await client.hmget(keys.runKey("r", "run"), "gen", "seq");
    expect(gen).toMatch(/^[\w-]{16}$/);
    expect(seq).toBe("7");
    const kept = await client.zrange(keys.kept, "0", "-1", "WITHSCORES");
    expect([kept.length, kept[0], kept[2]]).toEqual([4, "s", "r"]);
    expect(Number(kept[1])).toBeGreaterThan(1_700_000_000_000);
  });

  it("leaves out who is there, and is of one prefix alone", async () => {
    await using redis = await testRedis();
    const { client, prefix } = redis;
    const keys = createKeys(prefix);
    await client.hset(keys.workers, "w", "{}");
    await client.set(`${keys.bull}:default:r.1.1:lock`, "x");
    await client.set(keys.sweepLock, "1");
    await client.set(`${keys.bull}:default:id`, "1");
    const lines = await dump(redis);
    expect(lines.map(keyOf).filter((key) => key !== "")).toEqual([`${keys.bull}:default:id`]);
    const header = await verify(each(lines));
    const other = { header, prefix: "other", replace: false };
    await expect(restoreLines(client, each(lines), other)).rejects.toMatchObject({
      message: expect.stringContaining(`ESPALIER_PREFIX=${prefix}`) as string,
    });
  });
});
