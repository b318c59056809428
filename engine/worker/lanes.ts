/**
 * What this worker says about the steps it holds, gathered by run: all that falls into the same moment, or
 * comes while a call is under way, goes to Redis as one call. Under load a call carries dozens of moves; a
 * single step waits for nobody.
 */
import type { Commands } from "../commands";
import type { Flush, Reply } from "../replies";
import {
  parseClaimReply,
  parseFinishReply,
  type ClaimMove,
  type ClaimReply,
  type FinishMove,
  type FinishReply,
  type StepMove,
} from "../step-moves";

/** Moves of one call: enough to share its cost, few enough that nobody waits long for the script. */
const MAX_MOVES = 24;
/** Calls of one run under way: while Redis works on one, the next is gathered and sent. */
const MAX_CALLS = 3;
/** Lanes of runs that are kept, used or not: a chain's would come and go with every step. */
const MAX_IDLE = 64;

interface Waiting {
  move: StepMove;
  resolve: (reply: Reply | undefined) => void;
  reject: (error: unknown) => void;
}

interface Lane {
  waiting: Waiting[];
  calls: number;
  isDue: boolean;
}

export interface LanesOptions {
  commands: Commands;
  workerId: string;
  /** Sends what a call made ready. Not waited for by those who moved; {@link Lanes.idle} does. */
  follow: (runId: string, flush: Flush) => Promise<unknown>;
  onError: (error: unknown) => void;
}

export class Lanes {
  readonly #options: LanesOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #following = new Set<Promise<unknown>>();

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  async claim(runId: string, move: Omit<ClaimMove, "kind">): Promise<ClaimReply> {
    return parseClaimReply(await this.#add(runId, { kind: "claim", ...move }));
  }

  async finish(runId: string, move: Omit<FinishMove, "kind">): Promise<FinishReply> {
    return parseFinishReply(await this.#add(runId, { kind: "finish", ...move }));
  }

  /** Resolves when all that became ready has been sent. */
  async idle(): Promise<void> {
    while (this.#following.size > 0) await Promise.all(this.#following);
  }

  #add(runId: string, move: StepMove): Promise<Reply | undefined> {
    return new Promise((resolve, reject) => {
      const lane = this.#laneOf(runId);
      lane.waiting.push({ move, resolve, reject });
      this.#schedule(runId, lane);
    });
  }

  #laneOf(runId: string): Lane {
    const known = this.#lanes.get(runId);
    if (known) return known;
    if (this.#lanes.size >= MAX_IDLE) this.#forgetIdle();
    const lane: Lane = { waiting: [], calls: 0, isDue: false };
    this.#lanes.set(runId, lane);
    return lane;
  }

  #forgetIdle(): void {
    for (const [runId, { waiting, calls }] of this.#lanes) {
      if (waiting.length === 0 && calls === 0) this.#lanes.delete(runId);
    }
  }

  #schedule(runId: string, lane: Lane): void {
    if (lane.isDue || lane.calls >= MAX_CALLS || lane.waiting.length === 0) return;
    lane.isDue = true;
    // After all that the present replies of Redis set off.
    setImmediate(() => {
      lane.isDue = false;
      this.#send(runId, lane);
    });
  }

  #send(runId: string, lane: Lane): void {
    const batch = lane.waiting.splice(0, MAX_MOVES);
    lane.calls += 1;
    this.#call(runId, batch)
      .catch((error: unknown) => batch.forEach(({ reject }) => reject(error)))
      .finally(() => {
        lane.calls -= 1;
        this.#schedule(runId, lane);
      });
    this.#schedule(runId, lane);
  }

  async #call(runId: string, batch: readonly Waiting[]): Promise<void> {
    const { commands, workerId } = this.#options;
    const moves = batch.map(({ move }) => move);
    const { replies, flush } = await commands.moveSteps(runId, workerId, moves);
    batch.forEach(({ resolve }, i) => resolve(replies[i]));
    this.#follow(runId, flush);
  }

  /** What fails here lies in the run's outbox and work list: the sweeper repeats it. */
  #follow(runId: string, flush: Flush): void {
    if (flush.jobs.length === 0 && !flush.more) return;
    const { follow, onError } = this.#options;
    const following = follow(runId, flush)
      .catch(onError)
      .finally(() => this.#following.delete(following));
    this.#following.add(following);
  }
}
