"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { api, errorText } from "@/components/api/client";
import { TopBar } from "@/components/shell/TopBar";
import { Notice } from "@/components/ui/Notice";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import type { SavedWorkflow } from "@/core/saved";

// What is not saved yet waits in the browser's storage, which the server does not have.
const NewEditor = dynamic(() => import("./saving/SavedEditor").then((module) => module.NewEditor), {
  ssr: false,
  loading: () => <Bar label="New workflow" />,
});
const SavedEditor = dynamic(
  () => import("./saving/SavedEditor").then((module) => module.SavedEditor),
  { ssr: false, loading: () => <Bar label="Workflow" /> },
);

function Bar({ label }: { label: string }) {
  return <TopBar crumbs={[{ label: "Workflows", href: "/workflows" }, { label }]} />;
}

const NOTHING: SavedWorkflow = { version: 1, name: "Untitled workflow", root: null };

interface NewWorkflowProps {
  exampleId: string | null;
  /** Begins with the workflow of this run. */
  runId?: string | null;
}

/** The editor, empty, with an example or with the workflow of a run. */
export function NewWorkflowPage({ exampleId, runId = null }: NewWorkflowProps) {
  if (runId !== null) return <RunEditor runId={runId} />;
  const example = EXAMPLE_WORKFLOWS.find(({ id }) => id === exampleId);
  const name = example === undefined ? "new" : `example ${example.id}`;
  return <NewEditor key={name} name={name} origin={example?.workflow ?? NOTHING} />;
}

/** The editor of a saved workflow. */
export function WorkflowPage({ id }: { id: string }) {
  return <SavedEditor key={id} id={id} />;
}

/** The workflow that a run was submitted with is read once: it never changes. */
function RunEditor({ runId }: { runId: string }) {
  const workflow = useQuery({
    queryKey: ["workflow", runId],
    queryFn: () => api.runs.workflow.query({ runId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const name = `run ${runId}`;
  if (workflow.data !== undefined) {
    return <NewEditor key={name} name={name} origin={workflow.data} />;
  }
  return (
    <>
      <Bar label="New workflow" />
      {workflow.error === null ? null : (
        <div className="p-6">
          <Notice title="The workflow of the run cannot be read">
            {errorText(workflow.error)}
          </Notice>
        </div>
      )}
    </>
  );
}
