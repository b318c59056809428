import { z } from "zod";
import { defineTask } from "espalier";
import { wait } from "./wait";

export const flowProgress = defineTask({
  name: "flow.progress",
  description: "Works through steps that take `ms` each and reports every one.",
  params: { steps: z.number().int().min(1).max(100_000), ms: z.number().min(0) },
  result: z.number(),
  run: async ({ steps, ms }, ctx) => {
    ctx.progress(0, steps);
    for (let step = 1; step <= steps; step += 1) {
      ctx.setState(`Step ${step} of ${steps}`);
      await wait(ms, ctx.signal);
      ctx.progress(step, steps);
      ctx.log(`Step ${step} of ${steps} is done.`);
    }
    return steps;
  },
});
