"use client";
import { Copy, Replace, Trash2, Ungroup } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, type RefObject } from "react";
import { useTasks } from "@/components/api/use-tasks";
import { KindIcon } from "@/components/canvas/KindIcon";
import { IconButton } from "@/components/ui/Button";
import { unwrap, wrap } from "@/core/edits/commands";
import type { EditorNode } from "@/core/edits/document";
import { viewParameters } from "@/core/edits/parameters";
import { rename, setArguments, setFlag } from "@/core/edits/settings";
import { sourceOf } from "@/core/edits/walk";
import type { TaskInfo } from "@/core/task";
import { ContainerForm } from "./ContainerForm";
import { CheckField, TextField } from "./fields";
import { HINT } from "./field-classes";
import { parameterNames } from "./form-schema";
import { JsonInput } from "./JsonInput";
import { KeyHelp } from "./KeyHelp";
import { NodeMenu } from "./NodeMenu";
import { OptionsForm } from "./OptionsForm";
import { duplicateSelected, removeSelected } from "./placing";
import { messageOf, sortProblems } from "./problem-words";
import { SectionTitle } from "./SectionTitle";
import { useEditor, useEditorShared, useEditorStore } from "./use-editor";
import { KIND_WORDS, sourceWords, titleOf } from "./words";

// The form library weighs as much as all else of the page: it comes when a task is looked at.
const ArgumentForm = dynamic(() => import("./ArgumentForm").then((module) => module.ArgumentForm), {
  loading: () => <p className={HINT}>Loading the fields …</p>,
});

interface InspectorProps {
  nameRef: RefObject<HTMLInputElement | null>;
  argumentsRef: RefObject<HTMLDivElement | null>;
}

/** The node that is looked at: what it is given, how it is carried out, what it is called. */
export function Inspector({ nameRef, argumentsRef }: InspectorProps) {
  const node = useEditor((state) => state.document.nodes[state.selection.at(-1) ?? ""]);
  if (node === undefined) return <KeyHelp />;
  return (
    <div key={node.id} className="flex min-h-0 flex-1 flex-col">
      <InspectorHead node={node} />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4 pt-3">
        <NodeProblems id={node.id} />
        <div ref={argumentsRef} className="empty:hidden">
          {node.own.kind === "task" ? <ArgumentsOf node={node} /> : null}
        </div>
        <Naming node={node} nameRef={nameRef} />
        <Settings node={node} />
      </div>
    </div>
  );
}

function InspectorHead({ node }: { node: EditorNode }) {
  const { store, focus } = useEditorShared();
  const { own, id } = node;
  const isTask = own.kind === "task";
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
            onClick={() => store.getState().command("Unwrap", (context) => unwrap(context, id))}
          >
            <Ungroup aria-hidden />
          </IconButton>
        )}
        <IconButton label="Duplicate" size="compact" onClick={() => duplicateSelected(store)}>
          <Copy aria-hidden />
        </IconButton>
        <IconButton label="Delete" size="compact" onClick={() => removeSelected(store)}>
          <Trash2 aria-hidden />
        </IconButton>
        <NodeMenu
          nodeId={id}
          onWrap={(kind) => {
            const { selection, command } = store.getState();
            command(`Wrap in a ${kind}`, (context) => wrap(context, selection, kind));
          }}
        />
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

function useTaskInfo(task: string): { info: TaskInfo | undefined; isKnown: boolean } {
  const tasks = useTasks();
  return {
    info: tasks.data?.find(({ name }) => name === task),
    isKnown: tasks.data !== undefined,
  };
}

function ArgumentsOf({ node }: { node: EditorNode }) {
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const task = node.own.kind === "task" ? node.own : null;
  const { info, isKnown } = useTaskInfo(task?.task ?? "");
  const source = sourceOf(document, node.id);
  const receives = source !== null && task?.immutable !== true;
  const call = useMemo(
    () => ({ args: task?.args ?? [], kwargs: task?.kwargs ?? {} }),
    [task?.args, task?.kwargs],
  );
  const setCall = (next: Parameters<typeof setArguments>[2]) =>
    store
      .getState()
      .edit(
        "Edit arguments",
        (current) => setArguments(current, node.id, next),
        `arguments:${node.id}`,
      );

  if (info === undefined) {
    if (!isKnown) return null;
    return (
      <section aria-label="Arguments" className="flex flex-col gap-2">
        <SectionTitle>Arguments</SectionTitle>
        <p className={HINT}>
          No worker has told what this task takes, so the values are plain JSON.
        </p>
        <JsonInput
          label="Arguments by name"
          value={call.kwargs}
          onValueChange={(value) =>
            setCall({
              ...call,
              kwargs:
                typeof value === "object" && value !== null && !Array.isArray(value) ? value : {},
            })
          }
        />
      </section>
    );
  }
  const names = parameterNames(info.params);
  const { received, extra, unknown } = viewParameters(call, { names, receives });
  return (
    <section aria-label="Arguments" className="flex flex-col gap-2">
      {info.description === "" ? null : <p className="text-soft">{info.description}</p>}
      <SectionTitle>Arguments</SectionTitle>
      {received === null || source === null ? null : (
        <div className="flex items-baseline gap-2 rounded-control bg-odd px-2.5 py-1.5">
          <span className="font-mono text-[12.5px] font-medium">{received}</span>
          <span className="min-w-0 truncate text-soft">{sourceWords(document, source)}</span>
        </div>
      )}
      {names.length === 0 ? <p className={HINT}>It takes no arguments.</p> : null}
      <ArgumentForm info={info} call={call} receives={receives} onCallChange={setCall} />
      {extra.length === 0 ? null : (
        <Surplus
          text={`${extra.length} positional more than it takes: ${JSON.stringify(extra)}`}
          onRemove={() => setCall({ ...call, args: call.args.slice(0, -extra.length) })}
        />
      )}
      {unknown.map((name) => (
        <Surplus
          key={name}
          text={`It has no parameter ${name}.`}
          onRemove={() => {
            const { [name]: _gone, ...kwargs } = call.kwargs;
            setCall({ ...call, kwargs });
          }}
        />
      ))}
    </section>
  );
}

/** An argument that the task does not take. */
function Surplus({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <div className="flex items-center gap-2 text-meta text-danger">
      <span className="min-w-0 flex-1 truncate">{text}</span>
      <button type="button" className="rounded-chip px-1 font-medium underline" onClick={onRemove}>
        Remove it
      </button>
    </div>
  );
}

interface NamingProps {
  node: EditorNode;
  nameRef: RefObject<HTMLInputElement | null>;
}

function Naming({ node, nameRef }: NamingProps) {
  const store = useEditorStore();
  const { own, id } = node;
  const isTask = own.kind === "task";
  return (
    <TextField
      label={isTask ? "Label" : "Name"}
      inputRef={nameRef}
      value={(own.kind === "task" ? own.label : own.name) ?? ""}
      placeholder={isTask ? "what this step does" : "stays when it holds one node only"}
      onValueChange={(name) =>
        store.getState().edit("Rename", (document) => rename(document, id, name), `name:${id}`)
      }
    />
  );
}

function Settings({ node }: { node: EditorNode }) {
  const store = useEditorStore();
  const { own, id } = node;
  const { info } = useTaskInfo(own.kind === "task" ? own.task : "");
  const flag = (name: "optional" | "immutable") => (on: boolean) =>
    store.getState().edit("Change flag", (document) => setFlag(document, id, { flag: name, on }));
  return (
    <>
      <div className="flex flex-col gap-2.5">
        <CheckField
          label="Optional"
          hint="Its failure counts as null and stops nothing."
          checked={own.optional === true}
          onCheckedChange={flag("optional")}
        />
        {own.kind === "task" ? (
          <CheckField
            label="Immutable"
            hint="Takes no result from what comes before it."
            checked={own.immutable === true}
            onCheckedChange={flag("immutable")}
          />
        ) : null}
      </div>
      <section aria-label={own.kind === "task" ? "Options" : "Settings"}>
        <SectionTitle>{own.kind === "task" ? "Options" : "Settings"}</SectionTitle>
        {own.kind === "task" ? (
          <OptionsForm
            nodeId={id}
            options={own.options ?? {}}
            defaults={info?.defaults ?? {}}
            queue={info?.queue}
          />
        ) : (
          <ContainerForm nodeId={id} own={own} />
        )}
      </section>
    </>
  );
}
