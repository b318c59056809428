import { z } from "zod";
import { defineTask } from "espalier";
import { wait } from "./wait";

export const timeSleep = defineTask({
  name: "time.sleep",
  description: "Waits, then gives the value. Stops at once when revoked.",
  params: { ms: z.number().min(0), value: z.unknown().default(null) },
  result: z.unknown(),
  run: async ({ ms, value }, ctx) => {
    await wait(ms, ctx.signal);
    return value;
  },
});
