/** The examples of openATTIC's task queue module, with Espalier. */
import { callOf, chain, defineTask, signature, signatureParam, type TaskOutcome } from "espalier";
import { z } from "zod";

export const hello = defineTask({
  name: "hello",
  description: "Says hello.",
  params: { name: z.string() },
  result: z.null(),
  run: ({ name }, ctx) => {
    ctx.log(`hello ${name}!`);
    return null;
  },
});

const finished = z.literal("finished");

/** Recursion without a stack: what a handler returns goes on in its place. */
export const wait = defineTask({
  name: "wait",
  description: "Waits so many times.",
  params: { times: z.number().int().min(0) },
  result: finished,
  run: ({ times }): TaskOutcome<typeof finished> =>
    times > 0 ? callOf("wait", [times - 1]) : "finished",
});

/** Tasks as a parameter: they come as signatures, and can be called, passed on or returned. */
export const inOrder = defineTask({
  name: "inOrder",
  description: "Runs tasks one after the other, and gives the result of the last.",
  params: { tasks: z.array(signatureParam()).min(1) },
  result: z.unknown(),
  run: ({ tasks }) => chain(tasks.map((task) => signature(task).immutable())),
});

export const waitAndPrint = defineTask({
  name: "waitAndPrint",
  description: "Waits, then says hello.",
  params: { times: z.number(), name: z.string() },
  positional: ["times", "name"],
  result: z.null(),
  run: ({ times, name }) => inOrder.s([wait.s(times), hello.s(name)]),
});
