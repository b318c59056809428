import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonSchema } from "./task";
import { exampleOf } from "./example-value";

describe("an example of a schema", () => {
  it.each([
    ["a number", z.number(), 0],
    ["a text", z.string(), ""],
    ["one word", z.literal("recovered"), "recovered"],
    ["one of several", z.enum(["a", "b"]), "a"],
    ["a list", z.array(z.string()), []],
    ["what nothing is known of", z.unknown(), null],
    [
      "an object",
      z.object({ path: z.string(), lines: z.number(), note: z.string().optional() }),
      { path: "", lines: 0 },
    ],
  ])("fits %s", (_, type, wanted) => {
    const example = exampleOf(z.toJSONSchema(type) as JsonSchema);
    expect(example).toEqual(wanted);
    expect(type.safeParse(example).success).toBe(true);
  });
});
