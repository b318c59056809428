/**
 * How often what is new is passed on: as soon as it pays while there are few viewers, and never for more than a
 * part of the process's time however many there are. What comes meanwhile goes in one message.
 */
const MIN_MS = 33;
/** More would be felt by who watches, and save little: by then what is sent costs more than how often. */
const MAX_MS = 150;
/** After passing on for so long, it rests for so many times as long. */
const REST = 2;

export class Pace {
  readonly #now: () => number;
  #began: number | undefined;
  #restUntil = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Called when viewers are woken. What they do then is done before the process looks for anything else. */
  begin(): void {
    if (this.#began !== undefined) return;
    this.#began = this.#now();
    setImmediate(() => this.#end());
  }

  /** Milliseconds for which to gather what is announced now. */
  get gatherMs(): number {
    return Math.max(MIN_MS, this.restMs);
  }

  /** Milliseconds until the next may be passed on. */
  get restMs(): number {
    // While it goes on nobody can say how long it takes.
    if (this.#began !== undefined) return MIN_MS;
    return Math.max(0, this.#restUntil - this.#now());
  }

  #end(): void {
    const now = this.#now();
    const took = now - (this.#began ?? now);
    this.#began = undefined;
    this.#restUntil = now + Math.min(MAX_MS, took * REST);
  }
}
