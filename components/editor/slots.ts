/** The "+" buttons of a box: which there are, and where they sit. */
import type { Verb } from "@/core/edits/place";
import type { SlotBox } from "@/components/canvas/types";

export interface SlotButton {
  verb: Verb;
  /** Begins the accessible name: `Then, after resize`. */
  word: string;
  relation: string;
  /** Where it sits on the box. */
  side: "bottom" | "top" | "right" | "bottomRight" | "middle";
}

const THEN: SlotButton = { verb: "then", word: "Then", relation: "after", side: "bottom" };
const BEFORE: SlotButton = { verb: "before", word: "Before", relation: "", side: "top" };
const ALONGSIDE: SlotButton = {
  verb: "alongside",
  word: "Alongside",
  relation: "",
  side: "right",
};
const INSIDE: SlotButton = { verb: "inside", word: "Inside", relation: "", side: "bottomRight" };
const JOIN: SlotButton = { verb: "join", word: "Join", relation: "after", side: "bottom" };

/** The buttons of a box. A group's line below is a Join: what follows it receives all results. */
export function slotsOf(box: Pick<SlotBox, "type" | "kind">): SlotButton[] {
  if (box.type === "cells") return [];
  if (box.type === "empty") return [{ ...INSIDE, side: "middle" }];
  if (box.type === "task") return [BEFORE, THEN, ALONGSIDE];
  if (box.kind === "group") return [BEFORE, JOIN, ALONGSIDE, INSIDE];
  return [BEFORE, THEN, ALONGSIDE, INSIDE];
}

/** The accessible name of a button: `Then, after resize`, `Alongside resize`. */
export function slotName({ word, relation }: SlotButton, title: string): string {
  return relation === "" ? `${word} ${title}` : `${word}, ${relation} ${title}`;
}
