import { defineTask } from "espalier";
import { z } from "zod";

export const newest = defineTask({
  name: "inbox.newest",
  description: "Gives the newest message; without one the rest is left out.",
  params: { messages: z.array(z.string()) },
  result: z.string(),
  run: ({ messages }, ctx) => messages.at(-1) ?? ctx.stop("The inbox is empty."),
});
