import { z } from "zod";
import { callOf, defineTask, type TaskOutcome } from "espalier";

const result = z.literal("finished");

export const flowCountdown = defineTask({
  name: "flow.countdown",
  description: "A trampoline: puts itself in its place with n - 1 until 0.",
  params: { n: z.number().int().min(0) },
  result,
  run: ({ n }): TaskOutcome<typeof result> =>
    n === 0 ? "finished" : callOf("flow.countdown", [n - 1]),
});
