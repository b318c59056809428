/** How differences between two versions look and read: by icon and word, never by colour alone. */
import { ArrowRightLeft, Minus, PencilLine, Plus, type LucideIcon } from "lucide-react";
import type { Difference, Mark } from "@/core/compare";

export const MARK_WORDS: Record<Mark, string> = {
  added: "Added",
  removed: "Removed",
  changed: "Changed",
  moved: "Moved",
};

export const MARK_ICONS: Record<Mark, LucideIcon> = {
  added: Plus,
  removed: Minus,
  changed: PencilLine,
  moved: ArrowRightLeft,
};

/** The hues of states that are told apart by everybody. */
export const MARK_TONES: Record<Mark, string> = {
  added: "state-succeeded",
  removed: "state-failed",
  changed: "state-retrying",
  moved: "state-running",
};

export const MARKS: readonly Mark[] = ["added", "removed", "changed", "moved"];

/** `Changed: args, label. Moved` */
export function differenceInWords({ marks, fields }: Difference): string {
  return marks
    .map((mark) => {
      const isNamed = mark === "changed" && fields.length > 0;
      return isNamed ? `${MARK_WORDS[mark]}: ${fields.join(", ")}` : MARK_WORDS[mark];
    })
    .join(". ");
}
