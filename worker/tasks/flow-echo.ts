import { z } from "zod";
import { defineTask } from "espalier";

export const flowEcho = defineTask({
  name: "flow.echo",
  description: "Gives back what it got.",
  params: { value: z.unknown().default(null) },
  result: z.unknown(),
  run: ({ value }) => value,
});
