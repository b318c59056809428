"use client";
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import { PICKS, type ContainerKind } from "./palette-items";
import { targetOf } from "./placing";
import { useEditor } from "./use-editor";
import { KIND_WORDS, slotWords } from "./words";

/** A container whose tasks are being picked. */
export interface Picking {
  kind: ContainerKind;
  tasks: string[];
}

/** Says where the next pick goes. */
export function PaletteAim({
  picking,
  onCancel,
}: {
  picking: Picking | null;
  onCancel: () => void;
}) {
  const target = useEditor((state) => state.target);
  const document = useEditor((state) => state.document);
  const selection = useEditor((state) => state.selection);
  const resolved = targetOf({ document, selection, target });
  const words =
    resolved.kind === "replace" ? "Replaces the task" : slotWords(document, resolved.slot);
  const isAimed = target !== null || picking !== null;
  return (
    <div
      className={classes(
        "flex min-h-7 items-center gap-2 rounded-control px-2 text-meta",
        isAimed ? "bg-selected text-ink" : "text-soft",
      )}
      aria-live="polite"
    >
      <span className="min-w-0 flex-1 truncate" title={words}>
        {picking === null
          ? words
          : `${KIND_WORDS[picking.kind]}: choose ${PICKS[picking.kind][picking.tasks.length] ?? ""}`}
      </span>
      {isAimed ? (
        <IconButton label="Cancel" size="compact" className="-mr-2" onClick={onCancel}>
          <X aria-hidden />
        </IconButton>
      ) : null}
    </div>
  );
}
