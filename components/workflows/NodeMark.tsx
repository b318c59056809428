import { classes } from "@/components/ui/classes";
import type { Difference } from "@/core/compare";
import { differenceInWords, MARK_ICONS, MARK_TONES, MARK_WORDS } from "./mark-words";

/** Over a box of the drawing: what became of its node. */
export function NodeMark({ difference, isFrame }: { difference: Difference; isFrame: boolean }) {
  const [first] = difference.marks;
  if (first === undefined) return null;
  const words = differenceInWords(difference);
  return (
    <>
      <span
        aria-hidden
        data-mark={difference.marks.join(" ")}
        className={classes(
          `pointer-events-none absolute inset-0 rounded-card ${MARK_TONES[first]}`,
          isFrame ? "border-2 border-dashed border-state" : "border-2 border-state bg-state/8",
        )}
      />
      <span title={words} className="absolute -top-2.5 right-2 z-10 flex gap-0.5">
        <span className="sr-only">{words}</span>
        {difference.marks.map((mark) => {
          const Icon = MARK_ICONS[mark];
          return (
            <span
              key={mark}
              aria-hidden
              className={`${MARK_TONES[mark]} flex h-5 items-center gap-1 rounded-chip border border-state bg-panel px-1 text-[11px] text-ink`}
            >
              <Icon className="size-3 text-state" />
              {MARK_WORDS[mark]}
            </span>
          );
        })}
      </span>
    </>
  );
}
