import { z } from "zod";
import { defineTask } from "espalier";

export const textUpper = defineTask({
  name: "text.upper",
  description: "Writes a text in capital letters.",
  params: { text: z.string() },
  result: z.string(),
  run: ({ text }) => text.toUpperCase(),
});
