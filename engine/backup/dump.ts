/** All keys of a prefix as the lines of a backup. The Redis is a snapshot: nothing else writes meanwhile. */
import type { Redis } from "ioredis";
import { FORMATS, VERSION } from "../format";
import { createKeys } from "../keys";
import { BACKUP_FORMAT, Tally, toValue, type Header, type KeyLine, type Value } from "./lines";
import { isLeftOut, phasesOf } from "./selection";

/** Members read by one call: few, for each may be as large as a result. */
const PAGE = 100;
/** Characters of one line, about: a line is read and written whole. */
const LINE_CHARACTERS = 1024 * 1024;

/** @param at when, milliseconds since 1970 */
export async function* dumpLines(
  redis: Redis,
  { prefix, at }: { prefix: string; at: number },
): AsyncGenerator<string> {
  const tally = new Tally();
  const header: Header = {
    espalier: "backup",
    format: BACKUP_FORMAT,
    version: VERSION,
    runFormat: FORMATS.newest,
    createdAt: new Date(at).toISOString(),
    prefix,
  };
  const first = JSON.stringify(header);
  tally.add(first);
  yield first;
  const keys = createKeys(prefix);
  for (const phase of phasesOf(keys)) {
    for await (const key of keysOf(redis, phase.match)) {
      if (isLeftOut(keys, key) || !phase.has(key)) continue;
      for await (const parts of linesOf(redis, key)) {
        const line = JSON.stringify(parts);
        tally.add(line, key);
        yield line;
      }
    }
  }
  yield tally.footer();
}

/** Each once: a scan may name a key twice. */
async function* keysOf(redis: Redis, match: string): AsyncGenerator<string> {
  const seen = new Set<string>();
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "MATCH", match, "COUNT", 1000);
    cursor = next;
    for (const key of keys) {
      if (seen.has(key)) continue;
      seen.add(key);
      yield key;
    }
  } while (cursor !== "0");
}

async function* linesOf(redis: Redis, key: string): AsyncGenerator<KeyLine> {
  const [type, ttl] = await Promise.all([redis.type(key), redis.pttl(key)]);
  const common = { key, ...(ttl > 0 ? { ttlMs: ttl } : {}) };
  switch (type) {
    case "string": {
      const value = await redis.getBuffer(key);
      if (value) yield { ...common, type, items: [toValue(value)] };
      return;
    }
    case "hash":
    case "set":
    case "zset":
      for await (const items of scanOf(redis, SCANS[type], key)) {
        for (const some of split(items, type === "set" ? 1 : 2)) {
          yield { ...common, type, items: some };
        }
      }
      return;
    case "list":
      for (let from = 0; ; from += PAGE) {
        const page = await redis.lrangeBuffer(key, from, from + PAGE - 1);
        for (const some of split(page.map(toValue), 1)) yield { ...common, type, items: some };
        if (page.length < PAGE) return;
      }
    case "stream":
      yield* streamOf(redis, common);
      return;
    default:
      throw new Error(`Key ${key} is a ${type}, which a backup does not know.`);
  }
}

/** Into lines that are not too long, what belongs together (`size` items) in one. */
function* split(items: Value[], size: number): Generator<Value[]> {
  let some: Value[] = [];
  let characters = 0;
  for (let at = 0; at < items.length; at += size) {
    const next = items.slice(at, at + size);
    const length = next.reduce((sum, value) => sum + lengthOf(value), 0);
    if (some.length > 0 && characters + length > LINE_CHARACTERS) {
      yield some;
      some = [];
      characters = 0;
    }
    some.push(...next);
    characters += length;
  }
  if (some.length > 0) yield some;
}

const lengthOf = (value: Value) => (typeof value === "string" ? value.length : value.base64.length);

const SCANS = { hash: "HSCAN", set: "SSCAN", zset: "ZSCAN" } as const;

async function* scanOf(redis: Redis, command: string, key: string): AsyncGenerator<Value[]> {
  let cursor = "0";
  do {
    const reply = await redis.callBuffer(command, key, cursor, "COUNT", PAGE);
    const [next, items] = reply as [Buffer, Buffer[]];
    cursor = next.toString();
    if (items.length > 0) yield items.map(toValue);
  } while (cursor !== "0");
}

async function* streamOf(
  redis: Redis,
  common: { key: string; ttlMs?: number },
): AsyncGenerator<KeyLine> {
  const type = "stream";
  let from = "-";
  for (;;) {
    const reply = await redis.callBuffer("XRANGE", common.key, from, "+", "COUNT", PAGE);
    const page = reply as [Buffer, Buffer[]][];
    const items = page.flatMap(([id, fields]): Value[] => [
      id.toString(),
      String(fields.length),
      ...fields.map(toValue),
    ]);
    const last = page.at(-1)?.[0].toString();
    // One without any entry is none of ours, and could not be made again.
    if (from === "-" && last === undefined) return;
    if (page.length < PAGE || last === undefined) {
      yield { ...common, type, items, stream: await endOf(redis, common.key) };
      return;
    }
    yield { ...common, type, items };
    from = `(${last}`;
  }
}

async function endOf(redis: Redis, key: string): Promise<NonNullable<KeyLine["stream"]>> {
  const info = (await redis.call("XINFO", "STREAM", key)) as (string | number)[];
  const field = (name: string) => String(info[info.indexOf(name) + 1]);
  return {
    lastId: field("last-generated-id"),
    added: field("entries-added"),
    maxDeleted: field("max-deleted-entry-id"),
  };
}
