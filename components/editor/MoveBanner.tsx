"use client";
import { ArrowDown, ArrowUp, Check, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/Button";
import { showSelected } from "./actions";
import { dropMoving, legalSlots, movedWords, stepSlot } from "./moving";
import { useEditor, useEditorShared } from "./use-editor";

/** Of a move by keys or touch: what goes where, said aloud, with a button for each key. */
export function MoveBanner() {
  const shared = useEditorShared();
  const { store, view } = shared;
  const moving = useEditor((state) => state.moving);
  if (moving === null || moving.by === "pointer") return null;
  const legal = legalSlots(moving);
  const { slot } = moving;
  const at = slot === null ? 0 : legal.indexOf(slot) + 1;
  const step = (way: "next" | "previous") => () => {
    stepSlot(store, way);
    const to = store.getState().moving?.slot;
    if (to) view.reveal(to.nodeId);
  };
  const end = (isDropped: boolean) => () => {
    if (isDropped) dropMoving(store);
    else store.getState().setMoving(null);
    showSelected(shared);
  };
  return (
    <div className="flex w-max max-w-[min(40rem,calc(100vw-1rem))] flex-wrap items-center gap-x-3 gap-y-1 rounded-card border border-focus bg-panel py-1.5 pr-1.5 pl-3 shadow-float">
      <p role="status" className="min-w-0">
        <span className="text-soft">Move </span>
        <span className="font-semibold">{movedWords(store, moving.ids)}</span>
        <span className="text-soft">: </span>
        <span className="font-medium">{moving.refusal ?? slot?.words ?? "choose a place"}</span>
        <span className="num text-soft">
          {" "}
          · {at} of {legal.length}
        </span>
      </p>
      <span className="ml-auto flex items-center gap-1">
        <IconButton label="Previous place (↑)" size="compact" onClick={step("previous")}>
          <ArrowUp aria-hidden />
        </IconButton>
        <IconButton label="Next place (↓)" size="compact" onClick={step("next")}>
          <ArrowDown aria-hidden />
        </IconButton>
        <Button
          variant="primary"
          size="compact"
          icon={<Check aria-hidden />}
          disabled={slot === null}
          onClick={end(true)}
        >
          Drop here
        </Button>
        <IconButton label="Cancel the move (Esc)" size="compact" onClick={end(false)}>
          <X aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}
