import { z } from "zod";
import { defineTask, group } from "espalier";
import { mathMul } from "./math-mul";

const MAX_COUNT = 100_000;

export const flowSpawn = defineTask({
  name: "flow.spawn",
  description: "Puts a group in its place: the squares of 0 to count - 1.",
  params: { count: z.number().int().min(0).max(MAX_COUNT) },
  result: z.array(z.number()),
  run: ({ count }) => group(Array.from({ length: count }, (_, i) => mathMul.s(i, i))),
});
