import { describe, expect, it } from "vitest";
import { contextOf } from "@/testing/edits/builders";
import type { Signature } from "@/core/node";
import { toNode } from "./document";
import { applyEdit } from "./edit";
import { replaceKeeping, type Replacement } from "./replace";

const given: Signature = { kind: "task", id: "a", task: "old", args: [1, 2], kwargs: { z: 3 } };
const between = (from: string[] | null, to: string[] | null): Replacement => ({
  task: "new",
  from,
  to,
  receives: false,
});

function replaced(node: Signature, replacement: Replacement) {
  const { document } = contextOf(node);
  return toNode(applyEdit(document, replaceKeeping(document, "a", replacement)), "a");
}

describe("replaceKeeping", () => {
  it.each([
    [
      "same parameters",
      between(["x", "y", "z"], ["x", "y", "z"]),
      { args: [1, 2], kwargs: { z: 3 } },
    ],
    [
      "a task that is not known",
      between(["x", "y", "z"], null),
      { args: [1, 2], kwargs: { z: 3 } },
    ],
    ["names in another order", between(["x", "y", "z"], ["z", "x"]), { kwargs: { z: 3, x: 1 } }],
    [
      "other names, by their place",
      between(["x", "y", "z"], ["a", "b"]),
      { kwargs: { a: 1, b: 2 } },
    ],
    ["fewer parameters", between(["x", "y", "z"], ["y"]), { kwargs: { y: 2 } }],
    ["none at all", between(["x", "y", "z"], []), {}],
  ])("keeps what binds: %s", (_title, replacement, expected) => {
    expect(replaced(given, replacement)).toEqual({
      kind: "task",
      id: "a",
      task: "new",
      ...expected,
    });
  });

  it("leaves the first parameter to what comes before", () => {
    const node: Signature = { kind: "task", id: "a", task: "old", args: [7] };
    const replacement = { ...between(["x", "y"], ["y", "w"]), receives: true };
    expect(replaced(node, replacement)).toMatchObject({ kwargs: { w: 7 } });
  });
});
