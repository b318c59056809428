import { defineTask } from "espalier";
import { z } from "zod";

export const repeat = defineTask({
  name: "text.repeat",
  description: "Repeats a text.",
  params: {
    text: z.string().min(1).describe("What is repeated"),
    times: z.number().int().min(1).max(100).default(2),
  },
  positional: ["text", "times"],
  result: z.string(),
  run: ({ text, times }) => text.repeat(times),
});

/** `times` comes by its default, in its place, by its name, or behind what is received. */
export const calls = {
  byDefault: repeat.s("ab"),
  inPlace: repeat.s("ab", 3),
  byName: repeat.s().named({ text: "ab", times: 3 }),
  behindWhatIsReceived: repeat.s(3),
};
