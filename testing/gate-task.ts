/** A task that ends when a spec lets it: by the answer to one request, not by a length of time. */
import { defineTask } from "espalier";
import { z } from "zod";

/** Does not look at the signal: what asks it to stop has to take it away. */
export const deaf = defineTask({
  name: "test.deaf",
  description: "Goes on for so long, whoever asks it to stop.",
  params: { ms: z.number() },
  result: z.null(),
  run: ({ ms }) =>
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), ms).unref();
    }),
});

export const gate = defineTask({
  name: "test.gate",
  description: "Waits until the address answers, then gives the value.",
  params: { address: z.url(), value: z.unknown().default(null) },
  result: z.unknown(),
  run: async ({ address, value }, { signal }) => {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
    return value;
  },
});
