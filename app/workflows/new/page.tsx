import type { Metadata } from "next";
import { NewWorkflowPage } from "@/components/editor/EditorPage";

export const metadata: Metadata = { title: "New workflow" };

interface NewWorkflowProps {
  searchParams: Promise<{ example?: string | string[]; run?: string | string[] }>;
}

export default async function NewWorkflow({ searchParams }: NewWorkflowProps) {
  const { example, run } = await searchParams;
  return (
    <NewWorkflowPage
      exampleId={typeof example === "string" ? example : null}
      runId={typeof run === "string" ? run : null}
    />
  );
}
