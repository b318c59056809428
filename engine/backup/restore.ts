/** The lines of a backup into a Redis. */
import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { createRegistry } from "../registry";
import { createKeys, type Keys } from "../keys";
import { widePipeline } from "../redis-cluster";
import { BackupError, isKeyLine, parseKeyLine, toBytes, type Header, type KeyLine } from "./lines";
import { isLeftOut, isOfNobody } from "./selection";

/** Runs looked at by one call. */
const PAGE = 500;

export interface RestoreOptions {
  header: Header;
  prefix: string;
  /** Delete what is there. Without it a Redis that holds runs or workflows is refused. */
  replace: boolean;
}

/**
 * Writes a backup that was verified before.
 *
 * @returns how many runs there are now
 * @throws BackupError when workers are there, when there is something already, for another prefix
 */
export async function restoreLines(
  redis: Redis,
  lines: AsyncIterable<string>,
  { header, prefix, replace }: RestoreOptions,
): Promise<{ runs: number }> {
  if (header.prefix !== prefix) {
    throw new BackupError(
      `The backup is of the prefix "${header.prefix}", and ESPALIER_PREFIX is "${prefix}". Set ESPALIER_PREFIX=${header.prefix}, then restore again.`,
    );
  }
  const keys = createKeys(prefix);
  await refuseWorkers(redis, keys);
  await makeRoom(redis, keys, replace);
  for await (const line of lines) if (isKeyLine(line)) await writeKey(redis, keys, line);
  await keepFromNow(redis, keys);
  return { runs: await redis.zcard(keys.runs) };
}

async function refuseWorkers(redis: Redis, keys: Keys): Promise<void> {
  const workers = await createRegistry(redis, keys).listWorkers();
  if (workers.length === 0) return;
  throw new BackupError(
    `Espalier is running on this Redis (${workers.length} workers). Stop it, wait 15 s if it was killed, then restore again.`,
  );
}

async function makeRoom(redis: Redis, keys: Keys, replace: boolean): Promise<void> {
  let cursor = "0";
  for (const match of [`${keys.prefix}:*`, `${keys.bull}:*`]) {
    do {
      const [next, found] = await redis.scan(cursor, "MATCH", match, "COUNT", 1000);
      cursor = next;
      const held = found.filter((key) => !isOfNobody(keys, key) && !isLeftOut(keys, key));
      if (held.length > 0 && !replace) {
        throw new BackupError(
          `This Redis already holds runs or workflows (${held[0]} …). Restore into an empty one (another ESPALIER_DATA_DIR), or say --replace to delete them.`,
        );
      }
      if (found.length > 0 && replace) await redis.unlink(...found);
    } while (cursor !== "0");
  }
}

async function writeKey(redis: Redis, keys: Keys, text: string): Promise<void> {
  const parsed = parseKeyLine(text);
  const line = isRun(keys, parsed.key) ? renewed(parsed) : parsed;
  const { key, type, ttlMs, stream } = line;
  const pipeline = redis.pipeline();
  for (const [command, ...args] of commandsOf(line)) pipeline.call(command, key, ...args);
  if (type === "stream" && stream) {
    const { lastId, added, maxDeleted } = stream;
    const ends = ["ENTRIESADDED", added, "MAXDELETEDID", maxDeleted];
    pipeline.call("XSETID", key, lastId, ...ends);
  }
  if (ttlMs !== undefined) pipeline.pexpire(key, ttlMs);
  const replies = (await pipeline.exec()) ?? [];
  for (const [error] of replies) if (error) throw error;
}

const isRun = (keys: Keys, key: string) =>
  key.startsWith(`${keys.prefix}:{`) && key.endsWith("}:run");

/** Whoever watched the run before has seen events that are not in the backup: those positions count no more. */
function renewed(line: KeyLine): KeyLine {
  const at = line.items.findIndex((item, i) => i % 2 === 0 && item === "gen");
  if (at < 0) return line;
  return { ...line, items: line.items.with(at + 1, randomBytes(12).toString("base64url")) };
}

type Command = [name: string, ...args: (string | Buffer)[]];

function commandsOf({ type, items }: KeyLine): Command[] {
  const bytes = items.map(toBytes);
  switch (type) {
    case "string":
      return [["SET", ...bytes]];
    case "hash":
      return [["HSET", ...bytes]];
    case "list":
      return [["RPUSH", ...bytes]];
    case "set":
      return [["SADD", ...bytes]];
    case "zset":
      return [["ZADD", ...bytes.map((_, at) => bytes[at % 2 === 0 ? at + 1 : at - 1] ?? "")]];
    case "stream":
      return [...entriesOf(bytes)];
  }
}

function* entriesOf(items: (string | Buffer)[]): Generator<Command> {
  for (let at = 0; at < items.length;) {
    const [id = "", count = "0"] = items.slice(at, at + 2);
    const end = at + 2 + Number(count);
    yield ["XADD", id, ...items.slice(at + 2, end)];
    at = end;
  }
}

/** A backup may be older than its runs are kept: they are kept from now on, in the order in which they settled. */
async function keepFromNow(redis: Redis, keys: Keys): Promise<void> {
  const [seconds] = await redis.time();
  const now = Number(seconds) * 1000;
  const settled = await settledRuns(redis, keys);
  const inOrder = settled.toSorted((a, b) => a.at - b.at);
  await redis.unlink(keys.kept);
  for (const page of pagesOf(inOrder.entries())) {
    await redis.zadd(keys.kept, ...page.flatMap(([rank, { runId }]) => [now + rank, runId]));
  }
}

async function settledRuns(redis: Redis, keys: Keys): Promise<{ runId: string; at: number }[]> {
  const settled: { runId: string; at: number }[] = [];
  for (const page of pagesOf(await redis.zrange(keys.runs, "0", "-1"))) {
    const pipeline = widePipeline(redis);
    for (const runId of page)
      pipeline.hmget(keys.runKey(runId, "run"), "settled", "pinned", "finishedAt");
    const replies = (await pipeline.exec()) ?? [];
    for (const [at, runId] of page.entries()) {
      const [error, fields] = replies[at] ?? [];
      if (error) throw error;
      const [isSettled, pinned, finishedAt] = fields as (string | null)[];
      if (isSettled === "1" && pinned !== "1") settled.push({ runId, at: Number(finishedAt) });
    }
  }
  return settled;
}

function* pagesOf<T>(all: Iterable<T>): Generator<T[]> {
  let page: T[] = [];
  for (const each of all) {
    page.push(each);
    if (page.length === PAGE) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}
