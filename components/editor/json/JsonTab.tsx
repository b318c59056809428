"use client";
import { useContext, useEffect, useRef, useState } from "react";
import { useTasks } from "@/components/api/use-tasks";
import { Button } from "@/components/ui/Button";
import { toNode, type EditorDocument, type EditorNode } from "@/core/edits/document";
import { rewrite } from "@/core/edits/rewrite";
import { createGuide } from "@/core/json-guide";
import type { TaskInfo } from "@/core/task";
import { TypedContext } from "../form/use-typed";
import { useEditor, useEditorShared } from "../use-editor";
import { checkNode, type Checked } from "./check";
import { createJsonEditor, type JsonEditor } from "./json-editor";

const NO_TASKS: readonly TaskInfo[] = [];

function textOf(document: EditorDocument, id: string): string {
  return document.nodes[id] === undefined ? "" : JSON.stringify(toNode(document, id), null, 2);
}

/** A node with all in it as JSON: typed, checked, and put in its place as one edit. */
export function JsonTab({ node: { id } }: { node: EditorNode }) {
  const { store } = useEditorShared();
  const { texts, scope } = useContext(TypedContext);
  const document = useEditor((state) => state.document);
  const { data: tasks = NO_TASKS } = useTasks();
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<JsonEditor>(null);
  const latestTasks = useRef(tasks);
  const present = textOf(document, id);
  const latestPresent = useRef(present);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [isDirty, setDirty] = useState(false);
  const key = `${scope} as JSON`;

  const apply = () => {
    const state = editor.current?.view.state;
    if (state === undefined) return;
    const { node } = checkNode(state, latestTasks.current);
    if (node === null) return;
    texts.delete(key);
    store.getState().command("Edit as JSON", (context) => rewrite(context, id, node));
  };
  const latestApply = useRef(apply);
  useEffect(() => {
    latestTasks.current = tasks;
    latestPresent.current = present;
    latestApply.current = apply;
  });

  useEffect(() => {
    if (holder.current === null) return undefined;
    let guide: { of: readonly TaskInfo[]; guide: ReturnType<typeof createGuide> } | null = null;
    const created = createJsonEditor(holder.current, {
      text: texts.get(key)?.text ?? latestPresent.current,
      guide() {
        const of = latestTasks.current;
        if (guide?.of !== of) guide = { of, guide: createGuide(of) };
        return guide.guide;
      },
      check(state) {
        const next = checkNode(state, latestTasks.current);
        setChecked(next);
        return next.diagnostics;
      },
      onChange(text) {
        const dirty = text !== latestPresent.current;
        setDirty(dirty);
        if (dirty) texts.set(key, { text, stands: undefined });
        else texts.delete(key);
      },
      onApply: () => latestApply.current(),
    });
    editor.current = created;
    return () => {
      editor.current = null;
      created.view.destroy();
    };
  }, [texts, key]);

  // What changed elsewhere is shown, unless something is typed that would be lost.
  useEffect(() => {
    if (texts.has(key)) return;
    editor.current?.replace(present);
  }, [present, texts, key]);

  const isTyped = isDirty || texts.has(key);
  const reason = checked?.reason ?? null;
  return (
    <div className="flex h-full flex-col">
      <div
        ref={holder}
        className="min-h-0 flex-1 overflow-hidden border-2 border-transparent focus-within:border-focus"
      />
      <div className="flex items-center gap-2 border-t border-line px-3 py-2">
        <p role="status" className="line-clamp-3 min-w-0 flex-1 text-meta text-pretty text-soft">
          {!isTyped ? "Ctrl Space completes." : (reason ?? "Not applied yet.")}
        </p>
        {isTyped ? (
          <Button
            size="compact"
            onClick={() => {
              texts.delete(key);
              editor.current?.replace(present);
              setDirty(false);
            }}
          >
            Discard
          </Button>
        ) : null}
        <Button
          size="compact"
          variant="primary"
          title="Ctrl S"
          disabled={!isTyped || reason !== null}
          onClick={apply}
        >
          Apply
        </Button>
      </div>
    </div>
  );
}
