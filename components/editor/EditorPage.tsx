"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { api, errorText } from "@/components/api/client";
import { TopBar } from "@/components/shell/TopBar";
import { Notice } from "@/components/ui/Notice";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";

// A draft may wait in the tab's storage, which the server does not have: the editor begins in the browser.
const Editor = dynamic(() => import("./Editor").then((module) => module.Editor), {
  ssr: false,
  loading: () => <NewBar />,
});

function NewBar() {
  return (
    <TopBar crumbs={[{ label: "Workflows", href: "/workflows" }, { label: "New workflow" }]} />
  );
}

interface EditorPageProps {
  exampleId: string | null;
  /** Begins with the workflow of this run. */
  runId?: string | null;
}

/** The editor, empty, with an example or with the workflow of a run. */
export function EditorPage({ exampleId, runId = null }: EditorPageProps) {
  if (runId !== null) return <RunEditor runId={runId} />;
  const example = EXAMPLE_WORKFLOWS.find(({ id }) => id === exampleId);
  const draftName = example === undefined ? "new" : `example ${example.id}`;
  return <Editor key={draftName} draftName={draftName} origin={example?.workflow ?? null} />;
}

/** The workflow that a run was submitted with is read once: it never changes. */
function RunEditor({ runId }: { runId: string }) {
  const workflow = useQuery({
    queryKey: ["workflow", runId],
    queryFn: () => api.runs.workflow.query({ runId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const draftName = `run ${runId}`;
  if (workflow.data !== undefined) {
    return <Editor key={draftName} draftName={draftName} origin={workflow.data} />;
  }
  return (
    <>
      <NewBar />
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
