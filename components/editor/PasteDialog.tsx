"use client";
import { useRef, type KeyboardEvent, type RefObject } from "react";
import { Dialog } from "@/components/ui/Dialog";
import { classes } from "@/components/ui/classes";
import type { Slot, Verb } from "@/core/edits/place";
import { pasteText, whyNotPaste } from "./clipboard";
import { useEditorShared } from "./use-editor";
import { titleOf } from "./words";

const PLACES: readonly { verb: Verb; word: string; key: string; hint: string }[] = [
  { verb: "before", word: "Before", key: "B", hint: "runs before" },
  { verb: "then", word: "After", key: "N", hint: "runs after" },
  { verb: "alongside", word: "Alongside", key: "P", hint: "runs in parallel with" },
  { verb: "inside", word: "Inside", key: "I", hint: "goes into" },
  { verb: "onSuccess", word: "On success", key: "S", hint: "runs after the success of" },
  { verb: "onFailure", word: "On failure", key: "F", hint: "runs after the failure of" },
];

/** Where what is in the clipboard goes, seen from the selected node. */
export function PasteDialog({ text, onClose }: { text: string | null; onClose: () => void }) {
  const { store } = useEditorShared();
  const after = useRef<HTMLButtonElement>(null);
  const { document, selection } = store.getState();
  const nodeId = selection.at(-1) ?? document.rootId;
  const node = document.nodes[nodeId ?? ""];
  const title = node === undefined ? "" : titleOf(node);
  const choose = (verb: Verb) => {
    if (text === null || nodeId === null) return;
    onClose();
    // It may open a dialog of its own.
    pasteText(store, text, { verb, nodeId });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = PLACES.find(({ key }) => key === event.key.toUpperCase());
    if (place === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(place.verb);
  };
  return (
    <Dialog
      open={text !== null && nodeId !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Paste"
      initialFocus={after}
      description={`Where, seen from ${title}?`}
    >
      <div role="group" aria-label="Place" className="flex flex-col p-2">
        {PLACES.map(({ verb, word, key, hint }) => (
          <PlaceButton
            key={verb}
            buttonRef={verb === "then" ? after : undefined}
            word={word}
            letter={key}
            hint={`${hint} ${title}`}
            reason={
              text === null || nodeId === null
                ? null
                : whyNotPaste(store, text, slotOf(verb, nodeId))
            }
            onChoose={() => choose(verb)}
            onKeyDown={onKeyDown}
          />
        ))}
      </div>
    </Dialog>
  );
}

const slotOf = (verb: Verb, nodeId: string): Slot => ({ verb, nodeId });

interface PlaceButtonProps {
  buttonRef: RefObject<HTMLButtonElement | null> | undefined;
  word: string;
  letter: string;
  hint: string;
  /** Why it cannot be pasted there. */
  reason: string | null;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function PlaceButton({
  buttonRef,
  word,
  letter,
  hint,
  reason,
  onChoose,
  onKeyDown,
}: PlaceButtonProps) {
  return (
    <button
      ref={buttonRef}
      type="button"
      aria-disabled={reason !== null}
      onClick={reason === null ? onChoose : undefined}
      onKeyDown={onKeyDown}
      className={classes(
        "flex items-center gap-3 rounded-control px-2 py-1.5 text-left -outline-offset-2",
        reason === null ? "hover:bg-hover" : "text-soft",
      )}
    >
      <kbd
        aria-hidden
        className="w-6 shrink-0 rounded-chip border border-line bg-odd text-center font-mono text-[11.5px] leading-5"
      >
        {letter}
      </kbd>
      <span className="w-24 shrink-0 font-medium">{word}</span>
      <span className="min-w-0 text-soft">{reason ?? hint}</span>
    </button>
  );
}
