import { describe, expect, it } from "vitest";
import { paramWords, typeWords } from "./param-words";

describe("typeWords", () => {
  it.each([
    [{ type: "number" }, "number"],
    [{ type: "array", items: { type: "string" } }, "string[]"],
    [{ anyOf: [{ type: "number" }, { type: "null" }] }, "number | null"],
    [{ type: "array", items: { type: ["string", "null"] } }, "(string | null)[]"],
    [{ enum: ["a", "b"] }, '"a" | "b"'],
    [{}, "any"],
  ])("says %j as %s", (schema, words) => {
    expect(typeWords(schema)).toBe(words);
  });
});

describe("paramWords", () => {
  it("keeps the declared order and tells what may be left out", () => {
    const params = {
      type: "object",
      properties: { parts: { type: "array" }, separator: { type: "string", default: " " } },
      required: ["parts", "separator"],
    };
    expect(paramWords({ params })).toEqual([
      { name: "parts", type: "any[]", required: true },
      { name: "separator", type: "string", required: false, default: '" "' },
    ]);
  });

  it("is empty for a task without parameters", () => {
    expect(paramWords({ params: { type: "object" } })).toEqual([]);
  });
});
