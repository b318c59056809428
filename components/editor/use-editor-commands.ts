"use client";
/** What the command palette offers in the editor. */
import { usePageCommands, usePickedTasks } from "@/components/command/use-page-commands";
import { ACTIONS } from "./actions";
import { addNode } from "./placing";
import { keysOf, SHORTCUTS } from "./shortcuts";
import type { EditorShared } from "./use-editor";

/** Keys without a command of their own: they go somewhere, or stand for ten. */
const UNNAMED = new Set(["go", "goEnds", "foldDepth", "escape", "commands"]);

/** Offers the editor's actions, and takes the tasks that are picked. */
export function useEditorCommands(shared: EditorShared): void {
  const { store, focus } = shared;
  usePageCommands(() =>
    SHORTCUTS.filter(({ id }) => !UNNAMED.has(id)).map((shortcut) => ({
      id: `editor ${shortcut.id}`,
      label: shortcut.does,
      keys: keysOf(shortcut),
      words: shortcut.section,
      run: () => ACTIONS[shortcut.id](shared, ""),
    })),
  );
  usePickedTasks((task) => {
    if (addNode(store, { kind: "task", task }))
      focus.added(store.getState().selection.at(-1) ?? null);
  });
}
