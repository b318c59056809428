import { z } from "zod";
import { defineTask } from "espalier";

export const mathMul = defineTask({
  name: "math.mul",
  description: "Multiplies two numbers.",
  params: { x: z.number(), y: z.number() },
  result: z.number(),
  run: ({ x, y }) => x * y,
});
