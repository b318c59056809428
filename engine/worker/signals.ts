/** Why a handler is asked to stop, and what it throws to say more than a result can. */

/** The reason of `ctx.signal`. */
export class StepAborted extends Error {
  readonly why: "revoked" | "lost" | "timeout" | "shutdown";
  constructor(why: StepAborted["why"], message: string) {
    super(message);
    this.name = "AbortError";
    this.why = why;
  }
}

/** Thrown by `ctx.stop`. */
export class StopSignal extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`Stopped by choice: ${reason}`);
    this.name = "StopSignal";
    this.reason = reason;
  }
}

/** Thrown by `ctx.retry`. */
export class RetrySignal extends Error {
  readonly delayMs: number;
  constructor(delayMs: number) {
    super(`Asked for another attempt in ${delayMs} ms`);
    this.name = "RetrySignal";
    this.delayMs = delayMs;
  }
}
