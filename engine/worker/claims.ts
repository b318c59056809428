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
}

export class Claims {
  readonly #commands: Commands;
  readonly #timings: EngineTimings;
  readonly #onError: (error: unknown) => void;
  readonly #held = new Map<string, Map<string, Claim>>();
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
    for (const claims of this.#held.values()) size += claims.size;
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
    const interruption = new Interruption();
    const claim: Claim = { runId, element, token, interruption, heldAt: performance.now() };
    let claims = this.#held.get(runId);
    if (!claims) this.#held.set(runId, (claims = new Map()));
    claims.set(token, claim);
    return claim;
  }

  release({ runId, token }: Claim): void {
    const claims = this.#held.get(runId);
    claims?.delete(token);
    if (claims?.size === 0) this.#held.delete(runId);
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
      for (const { interruption } of claims.values()) interruption.abort(reason);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const limit = performance.now() - (this.#timings.leaseMs * 2) / 3;
    for (const [runId, claims] of this.#held) {
      for (const claim of claims.values()) if (claim.heldAt < limit) this.#lose(claim);
      this.#beat(runId).catch(this.#onError);
    }
  }

  #lose(claim: Claim): void {
    const message = "The lease of this step could not be extended: another worker may have it now";
    claim.interruption.abort(new StepAborted("lost", message));
  }

  async #beat(runId: string): Promise<void> {
    const claims = [...(this.#held.get(runId)?.values() ?? [])];
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
