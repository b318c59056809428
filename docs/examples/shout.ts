import { z } from "zod";
import { defineTask } from "espalier";

export const shout = defineTask({
  name: "demo.shout",
  description: "Says a text louder",
  params: { text: z.string(), times: z.number().int().min(1).default(1) },
  result: z.string(),
  run: ({ text, times }, ctx) => {
    ctx.log(`shouting ${times} times`);
    return `${text.toUpperCase()}${"!".repeat(times)}`;
  },
});
