"use client";
import { useEffect, useRef } from "react";
import { rename } from "@/core/edits/settings";
import { showSelected } from "./actions";
import { classes } from "@/components/ui/classes";
import { useEditor, useEditorShared } from "./use-editor";
import { titleOf } from "./words";

/** A name typed where the title stands. Enter keeps it, Escape does not. */
export function RenameField({ nodeId, className }: { nodeId: string; className?: string }) {
  const shared = useEditorShared();
  const { store } = shared;
  const node = useEditor((state) => state.document.nodes[nodeId]);
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  if (node === undefined) return null;
  const { own } = node;
  const name = (own.kind === "task" ? own.label : own.name) ?? "";
  function end(isKept: boolean, goesBack: boolean) {
    if (isOver.current) return;
    isOver.current = true;
    const { edit, mark, setRenaming } = store.getState();
    const typed = field.current?.value ?? name;
    if (isKept && typed !== name) {
      mark();
      edit("Rename", (document) => rename(document, nodeId, typed));
    }
    setRenaming(null);
    if (goesBack) showSelected(shared);
  }
  return (
    <input
      ref={field}
      aria-label={`Name of ${titleOf(node)}`}
      defaultValue={name}
      placeholder={titleOf(node)}
      maxLength={200}
      onBlur={() => end(true, false)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(true, true);
        else if (event.key === "Escape") end(false, true);
      }}
      className={classes(
        "nodrag nopan pointer-events-auto rounded-control border border-focus bg-panel px-2 outline-none",
        className,
      )}
    />
  );
}
