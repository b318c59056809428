"use client";
import { Copy, Replace, Trash2, Ungroup } from "lucide-react";
import type { RefObject } from "react";
import { KindIcon } from "@/components/canvas/KindIcon";
import { IconButton } from "@/components/ui/Button";
import { unwrap } from "@/core/edits/commands";
import type { EditorNode } from "@/core/edits/document";
import { ArgumentsSection } from "./ArgumentsSection";
import { KeyHelp } from "./KeyHelp";
import { NodeMenu } from "./NodeMenu";
import { NodeSettings } from "./NodeSettings";
import { duplicateSelected, removeSelected } from "./placing";
import { messageOf, sortProblems } from "./problem-words";
import { useEditor, useEditorShared } from "./use-editor";
import { KIND_WORDS, titleOf } from "./words";

interface InspectorProps {
  nameRef: RefObject<HTMLInputElement | null>;
  argumentsRef: RefObject<HTMLDivElement | null>;
}

/** The node that is looked at: what it is given, how it is carried out, what it is called. */
export function Inspector({ nameRef, argumentsRef }: InspectorProps) {
  const node = useEditor((state) => state.document.nodes[state.selection.at(-1) ?? ""]);
  if (node === undefined) return <KeyHelp />;
  return (
    <div key={node.id} data-inspector className="flex min-h-0 flex-1 flex-col">
      <InspectorHead node={node} />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4 pt-3">
        <NodeProblems id={node.id} />
        <div ref={argumentsRef} className="empty:hidden">
          {node.own.kind === "task" ? <ArgumentsSection node={node} /> : null}
        </div>
        <NodeSettings node={node} nameRef={nameRef} />
      </div>
    </div>
  );
}

function InspectorHead({ node }: { node: EditorNode }) {
  const { store, focus } = useEditorShared();
  const { own, id } = node;
  const isTask = own.kind === "task";
  // The button may be gone with the node: the focus goes on with what is selected now.
  const then = (isDone: boolean) => {
    if (isDone) focus.node(store.getState().selection.at(-1) ?? null);
  };
  return (
    <div className="border-b border-line px-4 py-3">
      <div className="flex items-center gap-2">
        <KindIcon kind={own.kind} className="size-4 shrink-0 text-soft" />
        <h2 className="min-w-0 flex-1 truncate text-title font-semibold">{titleOf(node)}</h2>
        {isTask ? (
          <IconButton
            label="Replace the task"
            size="compact"
            onClick={() => {
              store.getState().aim({ kind: "replace", nodeId: id });
              focus.palette();
            }}
          >
            <Replace aria-hidden />
          </IconButton>
        ) : (
          <IconButton
            label="Unwrap"
            size="compact"
            onClick={() =>
              then(store.getState().command("Unwrap", (context) => unwrap(context, id)))
            }
          >
            <Ungroup aria-hidden />
          </IconButton>
        )}
        <IconButton label="Duplicate" size="compact" onClick={() => then(duplicateSelected(store))}>
          <Copy aria-hidden />
        </IconButton>
        <IconButton label="Delete" size="compact" onClick={() => then(removeSelected(store))}>
          <Trash2 aria-hidden />
        </IconButton>
        <NodeMenu />
      </div>
      <p className="mt-1 truncate font-mono text-meta text-faint">
        {isTask ? own.task : KIND_WORDS[own.kind].toLowerCase()} · {id}
      </p>
    </div>
  );
}

function NodeProblems({ id }: { id: string }) {
  const problems = useEditor((state) => state.problems);
  const own = sortProblems(problems.filter(({ nodeId }) => nodeId === id));
  if (own.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {own.map((problem) => (
        <li
          key={`${problem.path} ${problem.message}`}
          className={`${problem.severity === "error" ? "state-failed" : "state-retrying"} rounded-control border border-state/40 bg-state-ground px-2.5 py-1.5`}
        >
          {messageOf(problem)}
        </li>
      ))}
    </ul>
  );
}
