"use client";
/** What the command palette offers in the editor. */
import { usePickedTasks } from "@/components/command/use-page-commands";
import { addNode } from "./placing";
import type { EditorShared } from "./use-editor";

/** Offers the editor's actions, and takes the tasks that are picked. */
export function useEditorCommands({ store, focus }: EditorShared): void {
  usePickedTasks((task) => {
    if (addNode(store, { kind: "task", task }))
      focus.added(store.getState().selection.at(-1) ?? null);
  });
}
