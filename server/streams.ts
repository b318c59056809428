import { TRPCError } from "@trpc/server";

const MAX_STREAMS = 5_000;
let open = 0;

/** Counts the streams of this process, so that a flood of them is refused before it takes the memory. */
export async function* countedStream<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  if (open >= MAX_STREAMS) {
    throw new TRPCError({
      code: "TOO_MANY_REQUESTS",
      message: "This server has too many open streams. Close some pages, then try again.",
    });
  }
  open += 1;
  try {
    for await (const item of source) yield item;
  } finally {
    open -= 1;
  }
}
