/** The stacks on the picture: counts that are kept, and cells that are painted one by one as they change. */
import type { LayoutBox } from "@/core/layout/types";
import {
  cellState,
  createCounter,
  isCellDimmed,
  membersPerCell,
  type StackCounts,
} from "../stack-model";
import type { NodeSource } from "../types";
import type { Brush } from "./brush";
import { paintMember, paintStack, paintStackHead, stackRows, type StackLook } from "./near-frame";
import { paintChips, type Shown } from "./near-task";

interface Kept {
  counter: ReturnType<typeof createCounter>;
  /** Which member is which, once one of them had to be found. */
  places: Map<string, number> | null;
}

export function createStacks(brush: Brush, source: NodeSource) {
  const kept = new Map<string, Kept>();
  const of = (box: LayoutBox): Kept => {
    const known = kept.get(box.id);
    if (known !== undefined) return known;
    const made = { counter: createCounter(box.memberIds, source), places: null };
    kept.set(box.id, made);
    return made;
  };
  const counts = (box: LayoutBox): StackCounts => of(box).counter.counts();
  const lookOf = (box: LayoutBox, shown: Shown): StackLook => ({
    ...shown,
    counts: counts(box),
    cells: Math.ceil(box.memberIds.length / membersPerCell(box.memberIds.length)),
    cell: (index) => ({
      state: cellState(box.memberIds, source, index),
      isDimmed: isCellDimmed(box.memberIds, source, index),
    }),
  });
  const placesOf = (box: LayoutBox): Map<string, number> => {
    const known = of(box);
    return (known.places ??= new Map(box.memberIds.map((id, index) => [id, index])));
  };
  return {
    counts,
    /** Takes in which members changed. */
    take(box: LayoutBox, changed: readonly string[]): void {
      kept.get(box.id)?.counter.take(changed);
    },
    paint(box: LayoutBox, shown: Shown): void {
      paintStack(brush, box, lookOf(box, shown));
      if (shown.near.hasDetails && box.type === "stack") paintChips(brush, box, shown.face);
    },
    /** Only what says something of these members. */
    repaint(box: LayoutBox, shown: Shown, members: readonly string[]): void {
      const [look, places] = [lookOf(box, shown), placesOf(box)];
      const each = membersPerCell(box.memberIds.length);
      paintStackHead(brush, box, look);
      const { left, cells } = stackRows(box);
      brush.context.save();
      brush.context.translate(left, cells);
      for (const id of members) {
        const place = places.get(id);
        if (place !== undefined) paintMember(brush, box, { look, index: Math.floor(place / each) });
      }
      brush.context.restore();
    },
  };
}
