import { z } from "zod";
import { defineTask } from "espalier";

export const mathAdd = defineTask({
  name: "math.add",
  description: "Adds two numbers.",
  params: { x: z.number(), y: z.number() },
  result: z.number(),
  run: ({ x, y }) => x + y,
});
