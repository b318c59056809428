"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import dynamic from "next/dynamic";
import { IconButton } from "@/components/ui/Button";
import { useMedia } from "@/components/ui/use-media";
import { setBarOpen, useBar } from "./bar-store";
import { untilLoaded } from "@/components/ui/until-loaded";

// The code editor is loaded once the drawing is there.
const ExpressionField = dynamic(
  () => untilLoaded(() => import("./ExpressionField")).then((module) => module.ExpressionField),
  { ssr: false, loading: () => <div className="h-9" /> },
);

/** The workflow in one line, above the drawing; it can be folded away. */
export function ExpressionBar() {
  const isNarrow = useMedia("(max-width: 767px)");
  const isOpen = useBar((state) => state.isOpen) ?? !isNarrow;
  return (
    <section
      aria-label="Expression"
      className="relative z-20 flex shrink-0 items-start border-b border-line bg-panel"
    >
      {isOpen ? (
        <>
          <IconButton
            label="Fold the expression"
            aria-expanded
            size="compact"
            className="m-1"
            onClick={() => setBarOpen(false)}
          >
            <ChevronDown aria-hidden />
          </IconButton>
          <ExpressionField />
        </>
      ) : (
        <button
          type="button"
          aria-expanded={false}
          onClick={() => setBarOpen(true)}
          className="flex h-7 items-center gap-1.5 px-2 text-meta text-soft hover:text-ink"
        >
          <ChevronRight className="size-3.5" aria-hidden />
          Expression
        </button>
      )}
    </section>
  );
}
