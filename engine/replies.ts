/** What the scripts answer: codes, and what every move leaves for its caller to do. */

/** As in lua/README.md. */
export const ReplyCode = {
  Ok: 0,
  Repeated: 1,
  Gone: -1,
  Stale: -2,
  Done: -3,
  Revoked: -4,
  Held: -5,
  Early: -6,
  Taken: -7,
  Poison: -8,
  Busy: -9,
  Conflict: -10,
  Unsettled: -11,
  Pinned: -12,
} as const;
export type ReplyCode = (typeof ReplyCode)[keyof typeof ReplyCode];

/** A job that is to be added to BullMQ. */
export interface ReadyJob {
  element: number;
  epoch: number;
  queue: string;
  priority: number;
  delayMs: number;
}

/** What every move leaves for its caller to do. */
export interface Flush {
  /** There is work left: call `advanceRun`. */
  more: boolean;
  settled: boolean;
  revoked: number;
  revoking: number;
  jobs: ReadyJob[];
}

/** As ioredis gives it: lists, texts and whole numbers. */
export type Reply = (string | number | Reply)[];

function parseJob(text: string): ReadyJob {
  const [element, epoch, queue, priority, delayMs] = JSON.parse(text) as [
    number,
    number,
    string,
    number,
    number,
  ];
  return { element, epoch, queue, priority, delayMs };
}

/** Nothing is left to do. */
export const NO_FLUSH: Flush = { more: false, settled: false, revoked: 0, revoking: 0, jobs: [] };

export function parseFlush(reply: Reply | undefined): Flush {
  if (!reply) return NO_FLUSH;
  const [more, settled, revoked, revoking, ...jobs] = reply;
  return {
    more: more === 1,
    settled: settled === 1,
    revoked: Number(revoked ?? 0),
    revoking: Number(revoking ?? 0),
    jobs: jobs.map((text) => parseJob(String(text))),
  };
}
