/** How long a caller waits. */

// More than this a timer takes for nothing, and fires at once.
const MAX_TIMER_MS = 2 ** 31 - 1;

/** What was waited for did not come in time. Nothing was changed: the run goes on. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
  readonly timeoutMs: number;

  constructor(what: string, timeoutMs: number) {
    super(
      `${what} after ${timeoutMs} ms. The run goes on: wait again, or give a longer timeoutMs.`,
    );
    this.timeoutMs = timeoutMs;
  }
}

/** Options of everything that waits. */
export interface WaitOptions {
  /** In milliseconds. @default for ever */
  timeoutMs?: number;
}

/** `signal` aborts when the time is over, with a {@link TimeoutError}. The timer ends with the scope. */
export class Wait implements Disposable {
  readonly signal: AbortSignal;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;

  /** `tell`: what has not happened, told when the time is over. */
  constructor({ timeoutMs }: WaitOptions, tell: () => string) {
    const controller = new AbortController();
    this.signal = controller.signal;
    if (timeoutMs === undefined || timeoutMs === Number.POSITIVE_INFINITY) return;
    if (!(timeoutMs >= 0)) {
      throw new TypeError(`timeoutMs is ${timeoutMs}. Give milliseconds, 0 or more.`);
    }
    this.#timer = setTimeout(
      () => controller.abort(new TimeoutError(tell(), timeoutMs)),
      Math.min(timeoutMs, MAX_TIMER_MS),
    );
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

/** `promise`, or the reason of `signal` when that comes first. */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
