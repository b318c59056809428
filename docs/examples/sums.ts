import { chord, defineTask } from "espalier";
import { z } from "zod";

const numbers = { x: z.number(), y: z.number() };

export const add = defineTask({
  name: "sums.add",
  description: "Adds two numbers.",
  params: numbers,
  result: z.number(),
  run: ({ x, y }) => x + y,
});

export const mul = defineTask({
  name: "sums.mul",
  description: "Multiplies two numbers.",
  params: numbers,
  result: z.number(),
  run: ({ x, y }) => x * y,
});

export const sum = defineTask({
  name: "sums.sum",
  description: "Adds the numbers of a list.",
  params: { numbers: z.array(z.number()) },
  result: z.number(),
  run: ({ numbers: list }) => list.reduce((total, number) => total + number, 0),
});

/** How many steps there are is known when it runs: the chord takes the place of this one. */
export const sumOfSquares = defineTask({
  name: "sums.sumOfSquares",
  description: "Adds the squares of 1 to n.",
  params: { n: z.number().int().min(1) },
  result: z.number(),
  run: ({ n }) => {
    const squares = Array.from({ length: n }, (_, i) => mul.s(i + 1, i + 1));
    return chord(squares, sum.s());
  },
});
