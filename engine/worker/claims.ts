/**
 * The steps that this process holds: keeps their leases, and stops their handlers when they are revoked or
 * lost. A handler whose lease could not be extended for two thirds of its time is stopped while the process
 * is still cut off, for another worker will take the step over when the lease ends.
 */
import type { Commands } from "../commands";
import { ReplyCode } from "../replies";
import type { EngineTimings } from "../port";
import { Interruption } from "./interruption";
import { StepAborted } from "./signals";

export interface Claim {
  runId: string;
  element: number;
  token: string;
  /** Stops the handler. */
  interruption: Interruption;
  /** When the lease was last known to be extended; `performance.now()`. */
  heldAt: number;
  /** Its place among the claims of its run. */
  at: number;
}

export class Claims {
  readonly #commands: Commands;
  readonly #timings: EngineTimings;
  readonly #onError: (error: unknown) => void;
  /**
   * By run, in no order. Lists, because a Map of what comes and goes keeps the garbage collector busy: each table
   * that it outgrows holds on to the next, and so to every claim that passed through.
   */
  readonly #held = new Map<string, Claim[]>();
  readonly #timer: ReturnType<typeof setInterval>;
  #isStopping = false;
  #isClosing = false;

  constructor(commands: Commands, timings: EngineTimings, onError: (error: unknown) => void) {
    this.#commands = commands;
    this.#timings = timings;
    this.#onError = onError;
    this.#timer = setInterval(() => this.#tick(), timings.beatMs);
  }

  get size(): number {
    let size = 0;
    for (const claims of this.#held.values()) size += claims.length;
    return size;
  }

  /** What runs may end, but no slot goes on with another step. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** All handlers were told to stop: nothing new may begin. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  hold(step: { runId: string; element: number; token: string }): Claim {
    const { runId, element, token } = step;
    let claims = this.#held.get(runId);
    if (!claims) this.#held.set(runId, (claims = []));
    const interruption = new Interruption();
    const at = claims.length;
    const claim: Claim = { runId, element, token, interruption, heldAt: performance.now(), at };
    claims.push(claim);
    return claim;
  }

  /** Once for each claim. */
  release(claim: Claim): void {
    const claims = this.#held.get(claim.runId);
    const last = claims?.pop();
    if (!claims || !last) return;
    if (last !== claim) {
      claims[claim.at] = last;
      last.at = claim.at;
    }
  }

  /** Asks at once, because somebody said that a step of this run is to stop. */
  hurry(runId: string): void {
    this.#beat(runId).catch(this.#onError);
  }

  /** The worker is closing; what runs goes on. */
  beginClosing(): void {
    this.#isClosing = true;
  }

  /** Stops every handler, for instance at shutdown. */
  abortAll(reason: StepAborted): void {
    this.#isStopping = true;
    for (const claims of this.#held.values()) {
      for (const { interruption } of claims) interruption.abort(reason);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const limit = performance.now() - (this.#timings.leaseMs * 2) / 3;
    for (const [runId, claims] of this.#held) {
      // Only now, for a slot that goes on with its run has none for a moment after each step.
      if (claims.length === 0) this.#held.delete(runId);
      for (const claim of claims) if (claim.heldAt < limit) this.#lose(claim);
      this.#beat(runId).catch(this.#onError);
    }
  }

  #lose(claim: Claim): void {
    const message = "The lease of this step could not be extended: another worker may have it now";
    claim.interruption.abort(new StepAborted("lost", message));
  }

  async #beat(runId: string): Promise<void> {
    const claims = [...(this.#held.get(runId) ?? [])];
    if (claims.length === 0) return;
    const askedAt = performance.now();
    const codes = await this.#commands.beatSteps(runId, claims);
    claims.forEach((claim, i) => {
      if (codes[i] === ReplyCode.Stale) return this.#lose(claim);
      claim.heldAt = askedAt;
      if (codes[i] === ReplyCode.Repeated) {
        claim.interruption.abort(new StepAborted("revoked", "This step was revoked"));
      }
    });
  }
}
