import { z } from "zod";
import { defineTask } from "espalier";

export const textJoin = defineTask({
  name: "text.join",
  description: "Joins texts, numbers and truth values into one text.",
  params: {
    parts: z.array(z.union([z.string(), z.number(), z.boolean()])),
    separator: z.string().default(" "),
  },
  result: z.string(),
  run: ({ parts, separator }) => parts.join(separator),
});
