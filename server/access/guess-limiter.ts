/** Slows down whoever guesses the token. Bounded: the oldest are forgotten first. */

const FREE_GUESSES = 5;
const MAX_WAIT_MS = 60_000;
const FORGET_AFTER_MS = 15 * 60_000;
const MAX_GUESSERS = 10_000;

interface Guesses {
  wrong: number;
  /** Not heard before this moment. */
  openAt: number;
  lastAt: number;
}

export class GuessLimiter {
  readonly #guessers = new Map<string, Guesses>();

  get size(): number {
    return this.#guessers.size;
  }

  /** How long `guesser` has to wait before the next guess is heard; 0: now. */
  waitMs(guesser: string, now: number): number {
    const guesses = this.#guessers.get(guesser);
    return guesses === undefined ? 0 : Math.max(0, guesses.openAt - now);
  }

  /** After five wrong guesses each one doubles the wait: 1 s, 2 s … one a minute at most. */
  countWrong(guesser: string, now: number): void {
    const before = this.#guessers.get(guesser);
    const isFresh = before !== undefined && now - before.lastAt < FORGET_AFTER_MS;
    const wrong = (isFresh ? before.wrong : 0) + 1;
    const over = wrong - FREE_GUESSES;
    const waitMs = over < 0 ? 0 : Math.min(MAX_WAIT_MS, 1000 * 2 ** Math.min(over, 10));
    this.#guessers.delete(guesser);
    this.#guessers.set(guesser, { wrong, openAt: now + waitMs, lastAt: now });
    const [oldest] = this.#guessers.keys();
    if (this.#guessers.size > MAX_GUESSERS && oldest !== undefined) this.#guessers.delete(oldest);
  }

  forget(guesser: string): void {
    this.#guessers.delete(guesser);
  }
}
