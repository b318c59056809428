/**
 * What a handler says while it runs, on its way to the worker. A handler that never leaves the event loop
 * free is heard, too: what comes after a pause is sent at once, and only what comes too fast waits for a timer.
 */
import type { Listener } from "../context";
import type { Said } from "./protocol";

const EVERY_MS = 50;
/** Lines kept between two messages. */
const MAX_LINES = 1000;

export class Teller implements Listener {
  readonly #send: (said: Said) => void;
  #waiting: Said | undefined;
  #sentAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (said: Said) => void) {
    this.#send = send;
  }

  progress(completed: number, total: number): void {
    this.#say({ progress: [completed, total] });
  }

  setState(label: string): void {
    this.#say({ label: String(label) });
  }

  log(message: string): void {
    const lines = this.#waiting?.lines ?? [];
    lines.push(String(message));
    if (lines.length > MAX_LINES) lines.shift();
    this.#say({ lines });
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const said = this.#waiting;
    if (!said) return;
    this.#waiting = undefined;
    this.#sentAt = performance.now();
    this.#send(said);
  }

  #say(change: Partial<Said>): void {
    this.#waiting = { kind: "said", lines: [], ...this.#waiting, ...change };
    const rest = this.#sentAt + EVERY_MS - performance.now();
    if (rest <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), rest);
  }
}
