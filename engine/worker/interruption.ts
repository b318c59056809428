/**
 * What stops a handler. The signal that a handler may look at is made when it does: most never do, and an
 * AbortController for each step is a good part of what a short step costs.
 */
import type { StepAborted } from "./signals";

export class Interruption {
  #reason: StepAborted | undefined;
  #controller: AbortController | undefined;
  #listeners: ((reason: StepAborted) => void)[] = [];

  /** The first one counts; undefined as long as nothing stops the handler. */
  get reason(): StepAborted | undefined {
    return this.#reason;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  /** Does nothing after the first time, but for the loss of a step: what was asked to stop may be lost yet. */
  abort(reason: StepAborted): void {
    if (this.#reason && reason.why !== "lost") return;
    this.#reason ??= reason;
    this.#controller?.abort(reason);
    for (const listener of this.#listeners) listener(reason);
  }

  /** Called for each reason that counts, the present one included. */
  onAbort(listener: (reason: StepAborted) => void): void {
    this.#listeners.push(listener);
    if (this.#reason) listener(this.#reason);
  }
}
