import { describe, expect, it } from "vitest";
import { rank } from "./rank";

const entries = [
  { label: "Retry what failed" },
  { label: "math.add", words: "task sum of two numbers" },
  { label: "Add after" },
  { label: "Go to Tasks" },
];
const found = (query: string) => rank(query, entries).map(({ label }) => label);

describe("rank", () => {
  it("puts what begins with it before words that do, and those before the description", () => {
    expect(found("add")).toEqual(["Add after", "math.add"]);
    expect(found("ta")).toEqual(["Go to Tasks", "math.add"]);
  });

  it("wants each word of what was typed, in any order", () => {
    expect(found("failed retry")).toEqual(["Retry what failed"]);
    expect(found("retry nothing")).toEqual([]);
  });

  it("keeps all in their order when nothing is typed", () => {
    expect(found(" ")).toEqual(entries.map(({ label }) => label));
  });
});
