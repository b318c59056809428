/**
 * The tail of one run that is being watched: what was read last, and who waits for more.
 *
 * Viewers have no queues: each has a position, and takes what is behind it from the ring. One that is
 * slow costs nothing while it is slow; when it comes back too late it is told to take a new snapshot.
 */
import type { RunEvent, RunEventBatch } from "@/core/events";
import { formatCursor, type Position } from "./cursor";
import { EventRing } from "./event-ring";

/** A page of a run's stored events. */
export interface RunTail {
  gen: string;
  /** Behind the place asked for, oldest first. */
  events: RunEvent[];
  /** Up to where the page reaches, when events at its end are not for viewers. @default its last event */
  through?: number;
  /** The oldest event that is stored. */
  firstSeq: number;
  /** The newest event that is stored. */
  lastSeq: number;
}

/** A position in a known history. */
export type Place = Position & { gen: string };

/** What a viewer does next. */
export type Turn =
  | { do: "take"; batch: RunEventBatch }
  /** It stands at the end. */
  | { do: "wait" }
  /** It stands where only Redis knows what follows. */
  | { do: "read" };

export const PAGE_EVENTS = 1_000;

export class RunFeed {
  viewers = 0;
  /** Something was announced that has not been read yet. */
  isDirty = false;
  /** A read of the tail is under way. */
  isReading = false;
  isGone = false;
  #tail: { gen: string; ring: EventRing } | null = null;
  readonly #waiting = new Set<() => void>();
  /** What follows each place where some viewer stands: one object for all who stand there, until more comes. */
  readonly #batches = new Map<number, RunEventBatch | null>();

  /** Behind which event the next read begins; null as long as no viewer has come to the end. */
  get readFrom(): number | null {
    return this.#tail?.ring.last ?? null;
  }

  turnOf(position: Position, hasBeenLive: boolean): Turn {
    if (this.#tail === null) return { do: "read" };
    const { gen, ring } = this.#tail;
    const end: Place = { gen, seq: ring.last };
    if (position.gen !== null && position.gen !== gen) return { do: "take", batch: toReset(end) };
    // Ahead of us: either we lag behind, or the position never was. Redis knows.
    if (position.seq > ring.last) return { do: "read" };
    if (position.seq === ring.last) return { do: "wait" };
    const batch = this.#batchBehind(position.seq, gen, ring);
    if (batch !== null) return { do: "take", batch };
    return hasBeenLive ? { do: "take", batch: toReset(end) } : { do: "read" };
  }

  #batchBehind(seq: number, gen: string, ring: EventRing): RunEventBatch | null {
    const known = this.#batches.get(seq);
    if (known !== undefined) return known;
    const events = ring.after(seq, PAGE_EVENTS);
    // A full page goes on behind its last event; a shorter one accounts for all there is.
    const end = events?.length === PAGE_EVENTS ? events.at(-1)?.seq : undefined;
    const batch = events && toBatch({ gen, seq: end ?? ring.last }, events);
    this.#batches.set(seq, batch);
    return batch;
  }

  /** A viewer that read for itself has come to the end: from here on one read serves all. */
  begin(gen: string, seq: number): void {
    this.#tail ??= { gen, ring: new EventRing(seq) };
  }

  /** Takes in what was read behind `readFrom`. Answers true when there is more to read. */
  takeIn(page: RunTail): boolean {
    const from = this.readFrom;
    if (this.#tail === null || from === null) return false;
    if (page.gen !== this.#tail.gen || isGap(page, from)) {
      this.#tail = { gen: page.gen, ring: new EventRing(page.lastSeq) };
      this.#batches.clear();
      this.wakeAll();
      return false;
    }
    const through = endOf(page, from);
    if (through === from) return false;
    this.#tail.ring.append(page.events, through);
    this.#batches.clear();
    this.wakeAll();
    return through < page.lastSeq;
  }

  markGone(): void {
    this.isGone = true;
    this.wakeAll();
  }

  wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at the next change, or when `signal` aborts. */
  nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      if (signal.aborted) return resolve();
      this.#waiting.add(wake);
      signal.addEventListener("abort", wake);
    });
  }
}

export function toBatch(to: Place, events: RunEvent[]): RunEventBatch {
  return { kind: "events", events, cursor: formatCursor(to.gen, to.seq) };
}

export function toReset(to: Place): RunEventBatch {
  return { kind: "reset", cursor: formatCursor(to.gen, to.seq) };
}

/** The last event that a page read behind `seq` accounts for. */
export function endOf(page: RunTail, seq: number): number {
  return page.through ?? page.events.at(-1)?.seq ?? seq;
}

/** True when what follows `seq` is not stored any more, or `seq` itself was lost. */
export function isGap(page: RunTail, seq: number): boolean {
  return page.lastSeq < seq || (page.lastSeq > seq && page.firstSeq > seq + 1);
}
