"use client";
import { Copy, Replace, Trash2, Ungroup } from "lucide-react";
import dynamic from "next/dynamic";
import { memo, useMemo, type RefObject } from "react";
import { KindIcon } from "@/components/canvas/KindIcon";
import { IconButton } from "@/components/ui/Button";
import { unwrap } from "@/core/edits/commands";
import type { EditorNode } from "@/core/edits/document";
import { Tabs } from "@/components/ui/Tabs";
import { ArgumentsSection } from "./ArgumentsSection";
import type { EditorState, EditorStore } from "./editor-store";
import { HINT } from "./field-classes";
import { TypedContext, type TypedTexts } from "./form/use-typed";
import { KeyHelp } from "./KeyHelp";
import { NodeMenu } from "./NodeMenu";
import { NodeSettings } from "./NodeSettings";
import { duplicateSelected, removeSelected } from "./placing";
import { isAtField, messageOf, sortProblems } from "./problem-words";
import { TestTab } from "./TestTab";
import type { InspectorTab } from "./trial-store";
import { EditorContext, useEditor, useEditorShared, useEditorWith } from "./use-editor";
import { useEditorLater } from "./use-later";
import { useTaskInfo } from "./use-task-info";
import { useTrials } from "./use-trial";
import { KIND_WORDS, titleOf } from "./words";
import { untilLoaded } from "@/components/ui/until-loaded";

// The code editor is large: it comes when somebody looks at the JSON.
const JsonTab = dynamic(
  () => untilLoaded(() => import("./json/JsonTab")).then((module) => module.JsonTab),
  {
    loading: () => (
      <p className={`${HINT} p-4`} aria-busy="true">
        Loading the editor …
      </p>
    ),
  },
);

interface InspectorProps {
  nameRef: RefObject<HTMLInputElement | null>;
  argumentsRef: RefObject<HTMLDivElement | null>;
}

const inspectedOf = ({ document, selection }: EditorState) => ({
  node: document.nodes[selection.at(-1) ?? ""],
});
type Inspected = ReturnType<typeof inspectedOf>;
/**
 * Fields take longer to draw than a key press may, so those of another node come when there is time. What
 * is typed into the node itself is there at once.
 */
const isSameNode = (next: Inspected, shown: Inspected) => next.node?.id === shown.node?.id;

/** The node that is looked at: what it is given, how it is carried out, what it is called. */
export function Inspector({ nameRef, argumentsRef }: InspectorProps) {
  const { node } = useEditorLater(inspectedOf, isSameNode);
  if (node === undefined) return <KeyHelp />;
  return <NodeInspector node={node} nameRef={nameRef} argumentsRef={argumentsRef} />;
}

/** Half-typed texts of each draft, for as long as it is open. */
const typedTexts = new WeakMap<EditorStore, TypedTexts["texts"]>();

function textsOf(store: EditorStore): TypedTexts["texts"] {
  const texts = typedTexts.get(store) ?? new Map();
  typedTexts.set(store, texts);
  return texts;
}

function NodeInspector({ node, nameRef, argumentsRef }: InspectorProps & { node: EditorNode }) {
  const { trials } = useEditorShared();
  const tab = useTrials((state) => state.tab);
  const fields = { node, nameRef, argumentsRef };
  return (
    <div data-inspector={node.id} className="flex min-h-0 flex-1 flex-col">
      <InspectorHead node={node} />
      <Tabs
        label="What is shown of the node"
        value={tab}
        onValueChange={(next) => trials.getState().setTab(next as InspectorTab)}
        items={[
          { value: "node", label: "Node", content: <Fields of="node" {...fields} /> },
          { value: "test", label: "Test", content: <Fields of="test" {...fields} /> },
          { value: "json", label: "JSON", content: <Fields of="json" {...fields} /> },
        ]}
      />
    </div>
  );
}

interface FieldsProps extends InspectorProps {
  of: InspectorTab;
  node: EditorNode;
}

/** What a tab shows of a node. */
const Fields = memo(function Fields({ of, node, nameRef, argumentsRef }: FieldsProps) {
  const { store } = useEditorShared();
  const { id } = node;
  const typed = useMemo(() => ({ texts: textsOf(store), scope: id }), [store, id]);
  const shared = useEditorWith(id);
  return (
    <EditorContext value={shared}>
      <TypedContext key={id} value={typed}>
        {of === "test" ? (
          <TestTab node={node} />
        ) : of === "json" ? (
          <JsonTab node={node} />
        ) : (
          <div className="flex flex-col gap-4 p-4 pt-3">
            <NodeProblems node={node} />
            <div ref={argumentsRef} className="empty:hidden">
              {node.own.kind === "task" ? <ArgumentsSection node={node} /> : null}
            </div>
            <NodeSettings node={node} nameRef={nameRef} />
          </div>
        )}
      </TypedContext>
    </EditorContext>
  );
});

function InspectorHead({ node }: { node: EditorNode }) {
  const { store, focus } = useEditorShared();
  const { own, id } = node;
  const isTask = own.kind === "task";
  // The button may be gone with the node: the focus goes on with what is selected now.
  const then = (isDone: boolean) => {
    if (isDone) focus.node(store.getState().selection.at(-1) ?? null);
  };
  return (
    <div className="px-4 pt-3 pb-1">
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

function NodeProblems({ node }: { node: EditorNode }) {
  const problems = useEditor((state) => state.problems);
  const { info } = useTaskInfo(node.own.kind === "task" ? node.own.task : "");
  const own = sortProblems(
    problems.filter(
      (problem) => problem.nodeId === node.id && (info === undefined || !isAtField(problem)),
    ),
  );
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
