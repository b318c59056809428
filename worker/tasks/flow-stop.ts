import { z } from "zod";
import { defineTask } from "espalier";

export const flowStop = defineTask({
  name: "flow.stop",
  description: "Succeeds with null; what would wait for its result is skipped by choice.",
  params: { reason: z.string() },
  result: z.null(),
  run: ({ reason }, ctx) => ctx.stop(reason),
});
