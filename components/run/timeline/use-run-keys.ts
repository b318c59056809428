import { useEffect, useRef } from "react";
import { hasSingleKeys } from "@/components/editor/key-settings";
import { runAction, type RunAction } from "../run-keys";

/** Does what keys of the page of a run stand for, unless something is being typed or a dialog is open. */
export function useRunKeys(actions: Record<RunAction, () => void>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.defaultPrevented || !hasSingleKeys() || !(target instanceof Element)) return;
      if (target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]"))
        return;
      const action = runAction(event);
      if (action === null) return;
      event.preventDefault();
      latest.current[action]();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
