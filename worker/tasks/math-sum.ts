import { z } from "zod";
import { defineTask } from "espalier";

export const mathSum = defineTask({
  name: "math.sum",
  description: "Adds up a list of numbers.",
  params: { numbers: z.array(z.number()) },
  result: z.number(),
  run: ({ numbers }) => numbers.reduce((sum, number) => sum + number, 0),
});
