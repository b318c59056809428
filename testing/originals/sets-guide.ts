/** The examples of Celery's guide "Sets of tasks, Subtasks and Callbacks", with Espalier. */
import {
  chain,
  chord,
  defineTask,
  group,
  signature,
  signatureParam,
  type Espalier,
} from "espalier";
import { z } from "zod";

export const add = defineTask({
  name: "add",
  description: "Adds two numbers.",
  params: { x: z.number(), y: z.number() },
  result: z.number(),
  run: ({ x, y }) => x + y,
});

export const sumOf = defineTask({
  name: "sumOf",
  description: "Adds the numbers of a list.",
  params: { numbers: z.array(z.number()) },
  result: z.number(),
  run: ({ numbers }) => numbers.reduce((sum, number) => sum + number, 0),
});

/** A subtask is plain JSON: it can be stored, sent, and made into a signature again. */
export function throughJson() {
  const text = JSON.stringify(add.s(2, 2).node);
  return signature(JSON.parse(text) as ReturnType<typeof add.s>["node"]);
}

/** 2 + 2, then its result put in front of 8: 4 + 8. */
export async function addWithCallback(espalier: Espalier) {
  using run = await espalier.apply(add.s(2, 2).link(add.s(8)));
  const sum = await run.get();
  const [callback] = await run.onSuccess.join();
  return { sum, callback };
}

/** The guide's `add` that takes its callback as an argument. */
export const addThen = defineTask({
  name: "addThen",
  description: "Adds two numbers and hands the sum to a callback.",
  params: { x: z.number(), y: z.number(), callback: signatureParam().nullable().default(null) },
  positional: ["x", "y", "callback"],
  result: z.number(),
  run: ({ x, y, callback }) => (callback ? chain(add.s(x, y), signature(callback)) : x + y),
});

/** Several tasks at once, and their results in the order in which they were given. */
export async function applySet(espalier: Espalier) {
  using run = await espalier.apply(group([add.s(4, 4), add.s(8, 8), add.s(16, 16), add.s(32, 32)]));
  const results = await run.join();
  return { results, ready: run.ready, successful: run.successful };
}

/** The sum of 100 sums: no polling, no counter. */
export async function sumOfHundred(espalier: Espalier) {
  const sums = Array.from({ length: 100 }, (_, i) => add.s(i, i));
  using run = await espalier.apply(chord(sums, sumOf.s()));
  return await run.get();
}
