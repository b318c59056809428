import { describe, expect, it } from "vitest";
import { legalSlotsFor } from "@/core/edits/slots";
import { layout } from "@/core/layout/layout";
import { layoutTreeOfWorkflow } from "@/core/layout/tree";
import { toWorkflow } from "@/core/edits/document";
import type { WorkflowNode } from "@/core/node";
import { chain, chord, contextOf, group } from "@/testing/edits/builders";
import { nodeAt, placeSlots, slotAt } from "./slot-places";

function drawn(root: WorkflowNode, moved: string, direction: "down" | "right" = "down") {
  const { document } = contextOf(root);
  const workflow = toWorkflow(document);
  if (workflow === null) throw new Error("nothing drawn");
  const { boxes } = layout(layoutTreeOfWorkflow(workflow), { direction });
  const placed = placeSlots(legalSlotsFor(document, [moved]), boxes, direction);
  const box = (id: string) => {
    const found = boxes.find((each) => each.id === id);
    if (found === undefined) throw new Error(`no box ${id}`);
    return found;
  };
  const wordsAt = (x: number, y: number) => slotAt(placed, { x, y })?.slot.words ?? null;
  return { boxes, placed, box, wordsAt };
}

const root = chain("a", group("b", "c"), "d");

describe("slotAt", () => {
  it.each([
    ["the lower edge of a task", "c", [0.5, 0.95], "runs after c"],
    ["the upper edge", "c", [0.3, 0.05], "runs before c"],
    ["the right edge", "c", [1, 0.3], "runs in parallel with c"],
    ["the left edge of the first lane", "b", [-0.03, 0.5], "comes first in Group"],
  ] as const)("means what lies at %s", (_title, id, [x, y], words) => {
    const { box, wordsAt } = drawn(root, "a");
    const at = box(id);
    expect(wordsAt(at.x + x * at.width, at.y + y * at.height)).toBe(words);
  });

  it("means the body right under a group", () => {
    const { boxes, wordsAt } = drawn(chain("a", group("b", "c")), "a");
    const frame = boxes.find(({ kind }) => kind === "group");
    if (frame === undefined) throw new Error("no group");
    expect(wordsAt(frame.x + frame.width / 2, frame.y + frame.height + 6)).toBe(
      "becomes the body of Group",
    );
  });

  it("turns with the drawing", () => {
    const { box, wordsAt } = drawn(chain("a", "b", "c"), "a", "right");
    const at = box("b");
    expect(wordsAt(at.x + at.width + 5, at.y + 24)).toBe("runs after b");
    expect(wordsAt(at.x + 100, at.y + at.height + 5)).toBe("runs in parallel with b");
  });

  it("means a callback only on its chip", () => {
    const { box, wordsAt } = drawn(root, "a");
    const at = box("c");
    expect(wordsAt(at.x + at.width - 20, at.y + 12)).toBe("runs when c succeeded");
    expect(wordsAt(at.x + at.width - 20, at.y + 36)).toBe("runs when c failed");
  });

  it("means none far away from all", () => {
    expect(drawn(root, "a").wordsAt(-500, -500)).toBeNull();
  });
});

describe("placeSlots", () => {
  it("gives each slot a place of its own", () => {
    const { placed } = drawn(chain("x", chord(["a", "b"], "c"), group("d", "e")), "x");
    const places = placed.map(({ rectangle }) => JSON.stringify(rectangle));
    expect(new Set(places).size).toBe(places.length);
  });
});

describe("nodeAt", () => {
  it("gives the innermost node", () => {
    const { boxes, box } = drawn(root, "a");
    expect(nodeAt(boxes, { x: box("b").x + 5, y: box("b").y + 5 })).toBe("b");
    expect(nodeAt(boxes, { x: -10, y: -10 })).toBeNull();
  });
});
