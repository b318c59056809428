import { describe, expect, it } from "vitest";
import { isNodeId, isRunId } from "./ids";

describe.each([
  ["isNodeId", isNodeId],
  ["isRunId", isRunId],
])("%s", (_, isId) => {
  it.each(["a", "N-4_b", "0", "__proto__", "x".repeat(64)])("accepts %j", (id) => {
    expect(isId(id)).toBe(true);
  });

  it.each(["", "x".repeat(65), "a b", "a.b", "a:b", "é", "a\n", 1, null, undefined, ["a"]])(
    "refuses %j",
    (id) => {
      expect(isId(id)).toBe(false);
    },
  );
});
