"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { api, errorText } from "@/components/api/client";
import { useTasks } from "@/components/api/use-tasks";
import { JsonInput } from "@/components/editor/JsonInput";
import { documentOfSaved } from "@/components/editor/saving/documents";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Notice } from "@/components/ui/Notice";
import type { EditorDocument } from "@/core/edits/document";
import type { Call } from "@/core/edits/parameters";
import { titleOf } from "@/core/edits/titles";
import { sourceOf } from "@/core/edits/walk";
import type { GivenArguments } from "@/core/given-arguments";
import { isPlainObject } from "@/core/json-walk";
import type { Json } from "@/core/node";
import type { RunSaved } from "./use-run-saved";
import { untilLoaded } from "@/components/ui/until-loaded";

const ArgumentForm = dynamic(
  () =>
    untilLoaded(() => import("@/components/editor/ArgumentForm")).then(
      (module) => module.ArgumentForm,
    ),
  { ssr: false, loading: () => <div className="h-16" /> },
);

/** Asks for the arguments that a workflow lacks, then runs it. The workflow itself is not changed. */
export function RunDialog({ asking, run, busy, stopAsking }: RunSaved) {
  return (
    <Dialog
      open={asking !== null}
      onOpenChange={(open) => {
        if (!open) stopAsking();
      }}
      title="Arguments for this run"
      description="The workflow does not say what these tasks are given. What you give counts for this run only."
    >
      {asking === null ? null : (
        <Asking
          key={asking.workflowId}
          asking={asking}
          busy={busy}
          onRun={(given) => void run(asking.workflowId, given)}
        />
      )}
    </Dialog>
  );
}

interface AskingProps {
  asking: NonNullable<RunSaved["asking"]>;
  busy: boolean;
  onRun: (given: GivenArguments) => void;
}

function Asking({ asking, busy, onRun }: AskingProps) {
  const { workflowId, nodeIds } = asking;
  const saved = useQuery({
    queryKey: ["workflow to run", workflowId],
    queryFn: () => api.workflows.get.query({ id: workflowId }),
    gcTime: 0,
  });
  const document = useMemo(
    () => (saved.data === undefined ? null : documentOfSaved(saved.data.workflow)),
    [saved.data],
  );
  const [calls, setCalls] = useState<{ [nodeId: string]: Call }>({});
  if (saved.error !== null) {
    return (
      <div className="p-4">
        <Notice title="The workflow cannot be read">{errorText(saved.error)}</Notice>
      </div>
    );
  }
  if (document === null) return <div className="h-32" aria-busy />;
  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        onRun(calls as GivenArguments);
      }}
    >
      {nodeIds.map((nodeId) => (
        <NodeCall
          key={nodeId}
          document={document}
          nodeId={nodeId}
          call={calls[nodeId]}
          onCallChange={(call) => setCalls({ ...calls, [nodeId]: call })}
        />
      ))}
      <Button variant="primary" type="submit" disabled={busy} className="self-end">
        Run
      </Button>
    </form>
  );
}

interface NodeCallProps {
  document: EditorDocument;
  nodeId: string;
  call: Call | undefined;
  onCallChange: (call: Call) => void;
}

function NodeCall({ document, nodeId, call, onCallChange }: NodeCallProps) {
  const { data: tasks } = useTasks();
  const node = document.nodes[nodeId];
  if (node === undefined || node.own.kind !== "task") return null;
  const { own } = node;
  const info = tasks?.find(({ name }) => name === own.task);
  const current: Call = call ?? { args: own.args ?? [], kwargs: own.kwargs ?? {} };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium">
        {titleOf(node)} <span className="font-mono text-meta text-faint">{own.task}</span>
      </legend>
      {info === undefined ? (
        <JsonInput
          label="Arguments by name"
          value={current.kwargs}
          onValueChange={(value) =>
            onCallChange({
              ...current,
              kwargs: isPlainObject(value) ? (value as { [name: string]: Json }) : {},
            })
          }
        />
      ) : (
        <ArgumentForm
          info={info}
          call={current}
          receives={own.immutable !== true && sourceOf(document, nodeId) !== null}
          idPrefix={`run-${nodeId}`}
          onCallChange={onCallChange}
        />
      )}
    </fieldset>
  );
}
