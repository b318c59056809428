import { TRPCError } from "@trpc/server";

const MAX_STREAMS = 5_000;
// On globalThis: each route's bundle has a module of its own, the streams are of the process.
const OPEN = Symbol.for("espalier.open-streams");
const shared = globalThis as { [OPEN]?: number };

/** How many streams this process has open. */
export function openStreams(): number {
  return shared[OPEN] ?? 0;
}

/** Counts the streams of this process, so that a flood of them is refused before it takes the memory. */
export async function* countedStream<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  if (openStreams() >= MAX_STREAMS) {
    throw new TRPCError({
      code: "TOO_MANY_REQUESTS",
      message: "This server has too many open streams. Close some pages, then try again.",
    });
  }
  shared[OPEN] = openStreams() + 1;
  try {
    for await (const item of source) yield item;
  } finally {
    shared[OPEN] = openStreams() - 1;
  }
}
