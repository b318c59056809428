"use client";
import dynamic from "next/dynamic";
import { useCallback, useMemo } from "react";
import type { EditorNode } from "@/core/edits/document";
import { viewParameters } from "@/core/edits/parameters";
import { setArguments } from "@/core/edits/settings";
import { takesInput } from "@/core/edits/trial";
import { ReceivedFrom } from "./ReceivedFrom";
import { HINT } from "./field-classes";
import { parameterNames } from "@/core/bind";
import { JsonInput } from "./JsonInput";
import { missingOf } from "./problem-words";
import { SectionTitle } from "./SectionTitle";
import { useEditor, useEditorStore } from "./use-editor";
import { useTaskInfo } from "./use-task-info";
import { untilLoaded } from "@/components/ui/until-loaded";

// The form library weighs as much as all else of the page: it comes when a task is looked at.
const ArgumentForm = dynamic(
  () => untilLoaded(() => import("./ArgumentForm")).then((module) => module.ArgumentForm),
  {
    loading: () => (
      <p className={HINT} aria-busy="true">
        Loading the fields …
      </p>
    ),
  },
);

/** What a task is given: what comes before it, and the values a person fills in. */
export function ArgumentsSection({ node }: { node: EditorNode }) {
  const store = useEditorStore();
  const task = node.own.kind === "task" ? node.own : null;
  const { info, isKnown } = useTaskInfo(task?.task ?? "");
  const problems = useEditor((state) => state.problems);
  const missing = useMemo(() => missingOf(problems, node.id), [problems, node.id]);
  // The fields of a node that is gone are there until others come.
  const receives = useEditor(
    ({ document }) => document.nodes[node.id] !== undefined && takesInput(document, node.id),
  );
  const call = useMemo(
    () => ({ args: task?.args ?? [], kwargs: task?.kwargs ?? {} }),
    [task?.args, task?.kwargs],
  );
  const setCall = useCallback(
    (next: Parameters<typeof setArguments>[2]) =>
      store
        .getState()
        .edit(
          "Edit arguments",
          (current) => setArguments(current, node.id, next),
          `arguments:${node.id}`,
        ),
    [store, node.id],
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
          label="Arguments in order"
          placeholder="in order: [1, 2]"
          value={call.args.length === 0 ? undefined : call.args}
          onValueChange={(value) =>
            setCall({ ...call, args: value === undefined ? [] : [value].flat() })
          }
        />
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
      {received === null ? null : <ReceivedFrom nodeId={node.id} name={received} />}
      {names.length === 0 ? <p className={HINT}>It takes no arguments.</p> : null}
      <ArgumentForm
        info={info}
        call={call}
        receives={receives}
        missing={missing}
        onCallChange={setCall}
      />
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
