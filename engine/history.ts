/** The events of a run that are kept, page by page: for whoever looks back. */
import type { RunEvent } from "@/core/events";
import { EngineError } from "@/core/errors";
import type { Services } from "./core-services";
import { readEventPage, toRunEvent } from "./event-log";
import { addStopReasons, stepsAmong } from "./stop-reasons";

export interface HistoryInput {
  runId: string;
  /** The number of the event behind which the page begins. @default from the oldest that is kept */
  after?: number;
  /** At most so many events. */
  limit: number;
}

export interface HistoryPage {
  /** Which history the numbers count. */
  gen: string;
  /** Oldest first. Those about nodes that are gone may be missing. */
  events: RunEvent[];
  /** The page reaches up to this event: where the next one begins. */
  through: number;
  /** The oldest event that is kept: above 1 the beginning has been trimmed. */
  first: number;
  /** The newest event. */
  last: number;
}

/** @throws EngineError RUN_NOT_FOUND */
export async function readHistory(services: Services, input: HistoryInput): Promise<HistoryPage> {
  const { redis, keys, indexes } = services;
  const { runId, after = 0, limit } = input;
  const page = await readEventPage(redis, keys, { runId, afterSeq: after, limit });
  if (page === null) throw new EngineError("RUN_NOT_FOUND");
  const index = await indexes.get(runId, page.gen);
  const events = page.events.flatMap((raw) => toRunEvent(raw, index) ?? []);
  await addStopReasons(services, { runId, index }, stepsAmong(events));
  return {
    gen: page.gen,
    events,
    through: page.events.at(-1)?.seq ?? page.lastSeq,
    first: page.firstSeq,
    last: page.lastSeq,
  };
}
