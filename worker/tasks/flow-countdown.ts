import { z } from "zod";
import type { TaskOutcome } from "../define-task";
import { callOf } from "../builders";
import { defineTask } from "../define-task";

const result = z.literal("finished");

export const flowCountdown = defineTask({
  name: "flow.countdown",
  description: "A trampoline: puts itself in its place with n - 1 until 0.",
  params: { n: z.number().int().min(0) },
  result,
  run: ({ n }): TaskOutcome<typeof result> =>
    n === 0 ? "finished" : callOf("flow.countdown", [n - 1]),
});
