import { z } from "zod";
import { defineTask } from "espalier";

export const flowFail = defineTask({
  name: "flow.fail",
  description:
    "Fails the first executions of the step, over attempts and retries (all without `times`), then recovers.",
  params: {
    message: z.string().default("failed"),
    times: z.number().int().min(0).nullable().default(null),
  },
  result: z.literal("recovered"),
  run: ({ message, times }, ctx) => {
    if (times === null || ctx.executions < times) throw new Error(message);
    return "recovered" as const;
  },
});
