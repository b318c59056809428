/** A run's stream: raw entries to the events of `core`. */
import type { Redis } from "ioredis";
import type { RunEvent } from "@/core/events";
import type { Keys } from "./keys";
import { parseRecord, parseReport, statusOf } from "./records";
import type { RunIndex } from "./run-index";

export interface RawEvent {
  seq: number;
  at: number;
  /** s step · p report · r run · c submitted · b born · x dropped, as includes/events.lua writes them. */
  kind: string;
  element: number;
  data: string;
}

function parseEntry([id, fields]: [string, string[]]): RawEvent {
  const byName = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; i += 2) byName.set(fields[i] ?? "", fields[i + 1] ?? "");
  return {
    seq: Number.parseInt(id, 10),
    at: Number(byName.get("t")),
    kind: byName.get("k") ?? "",
    element: Number(byName.get("n")),
    data: byName.get("d") ?? "",
  };
}

export interface EventPage {
  gen: string;
  events: RawEvent[];
  firstSeq: number;
  lastSeq: number;
}

/** A page of stored events after `afterSeq`; null when the run is gone. */
export async function readEventPage(
  redis: Redis,
  keys: Keys,
  page: { runId: string; afterSeq: number; limit: number },
): Promise<EventPage | null> {
  const { runId, afterSeq, limit } = page;
  const stream = keys.runKey(runId, "events");
  const results = await redis
    .pipeline()
    .hmget(keys.runKey(runId, "run"), "live", "gen", "seq")
    .xrange(stream, "-", "+", "COUNT", 1)
    .xrange(stream, `(${afterSeq}-0`, "+", "COUNT", limit)
    .exec();
  const [fields, first, entries] = (results ?? []).map(([error, value]) => {
    if (error) throw error;
    return value;
  }) as [(string | null)[], [string, string[]][], [string, string[]][]];
  if (fields[0] !== "1") return null;
  return {
    gen: fields[1] ?? "",
    lastSeq: Number(fields[2] ?? 0),
    firstSeq: first[0] ? Number.parseInt(first[0][0], 10) : Number(fields[2] ?? 0) + 1,
    events: entries.map(parseEntry),
  };
}

/** The event as viewers know it; null for one of a node that is gone since. */
export function toRunEvent(raw: RawEvent, index: RunIndex): RunEvent | null {
  const { seq, at } = raw;
  switch (raw.kind) {
    case "c":
      return { seq, at, type: "run.submitted" };
    case "r": {
      const flags = JSON.parse(raw.data) as { paused: number; revoked: number; pinned?: number };
      return {
        seq,
        at,
        type: "run.changed",
        paused: flags.paused === 1,
        revoked: flags.revoked === 1,
        pinned: flags.pinned === 1,
      };
    }
    default:
      return toNodeEvent(raw, index);
  }
}

function toNodeEvent(raw: RawEvent, index: RunIndex): RunEvent | null {
  const { seq, at } = raw;
  const node = index.nodeOf(raw.element);
  if (!node) return null;
  switch (raw.kind) {
    case "s": {
      const status = statusOf(parseRecord(raw.data), index);
      return status ? { seq, at, type: "step.changed", nodeId: node.id, ...status } : null;
    }
    case "p":
      return {
        ...{ seq, at, type: "step.reported" as const, nodeId: node.id },
        ...epochOf(raw.data),
        ...parseReport(raw.data),
      };
    case "b": {
      const birth = index.births[Number(raw.data)];
      return birth
        ? { seq, at, type: "nodes.born", parentId: node.id, nodes: birth.nodes.map(rowOf) }
        : null;
    }
    case "x":
      return { seq, at, type: "nodes.dropped", parentId: node.id };
    default:
      throw new Error(`Event ${seq} is of the unknown kind "${raw.kind}"`);
  }
}

/** Which execution said it: a report of an older one must not count for a newer. */
function epochOf(report: string): { epoch?: number } {
  const { epoch } = JSON.parse(report) as { epoch?: number };
  return epoch === undefined ? {} : { epoch };
}

/** A plan node without what only the engine knows. */
export function rowOf(node: RunIndex["nodes"][number]) {
  const { element: _element, range: _range, exit: _exit, ...row } = node;
  return row;
}
