"use client";
import { startTransition, useEffect, useLayoutEffect, useRef, useState } from "react";
import { shallow } from "zustand/shallow";
import type { EditorState } from "./editor-store";
import { useEditorShared } from "./use-editor";

/**
 * A part of the editor's state for what may come a frame after the drawing: nothing is drawn for an edit
 * until there is time. What is `isUrgent` comes at once: an answer to a key that the person looks at.
 *
 * @param pick what is needed, as an object; `isUrgent` compares another one with what is shown. Both stay
 *   the same functions.
 */
export function useEditorLater<T extends object>(
  pick: (state: EditorState) => T,
  isUrgent: (next: T, shown: T) => boolean,
): T {
  const { store } = useEditorShared();
  const [shown, setShown] = useState(() => pick(store.getState()));
  const latest = useRef(shown);
  useLayoutEffect(() => {
    latest.current = shown;
  }, [shown]);
  useEffect(() => {
    let given = latest.current;
    const update = () => {
      const next = pick(store.getState());
      if (shallow(next, given)) return;
      given = next;
      if (isUrgent(next, latest.current)) setShown(next);
      else startTransition(() => setShown(next));
    };
    // It may have changed since it was drawn.
    update();
    return store.subscribe(update);
  }, [store, pick, isUrgent]);
  return shown;
}
