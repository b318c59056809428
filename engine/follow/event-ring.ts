import type { RunEvent } from "@/core/events";

/** Events are counted, and the nodes inside them: an event of 10,000 born nodes is no small thing to keep. */
const MAX_WEIGHT = 5_000;

/** The newest events of a run, without a gap, bounded. */
export class EventRing {
  #events: RunEvent[] = [];
  #weight = 0;
  #before: number;
  #last: number;

  /** Begins behind `seq`. */
  constructor(seq: number) {
    this.#before = seq;
    this.#last = seq;
  }

  /** Up to which event it accounts for all. */
  get last(): number {
    return this.#last;
  }

  /** Makes room first: what is appended stays until the next time, however large it is. */
  append(events: readonly RunEvent[], through: number): void {
    this.#makeRoom();
    this.#events.push(...events);
    this.#last = through;
    this.#weight += sumOf(events);
  }

  /** Up to `limit` events behind `seq`; null when some of them are not kept any more. */
  after(seq: number, limit: number): RunEvent[] | null {
    if (seq < this.#before) return null;
    const start = this.#indexBehind(seq);
    return this.#events.slice(start, start + limit);
  }

  #makeRoom(): void {
    let surplus = 0;
    for (; this.#weight > MAX_WEIGHT && surplus < this.#events.length; surplus += 1) {
      this.#weight -= sumOf(this.#events.slice(surplus, surplus + 1));
    }
    const dropped = this.#events.splice(0, surplus).at(-1);
    if (dropped) this.#before = dropped.seq;
  }

  /** Binary search: every viewer asks at every change. */
  #indexBehind(seq: number): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.seq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function sumOf(events: readonly RunEvent[]): number {
  return events.reduce((sum, event) => sum + weightOf(event), 0);
}

function weightOf(event: RunEvent): number {
  return event.type === "nodes.born" ? 1 + event.nodes.length : 1;
}
