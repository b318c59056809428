import type { Metadata } from "next";
import { WorkflowPage } from "@/components/editor/EditorPage";
import { RevisionPage } from "@/components/workflows/RevisionPage";

export const metadata: Metadata = { title: "Workflow" };

interface WorkflowProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ revision?: string | string[] }>;
}

/** The editor of what is newest; with a revision that one, to be looked at. */
export default async function Workflow({ params, searchParams }: WorkflowProps) {
  const { id } = await params;
  const { revision } = await searchParams;
  if (typeof revision === "string" && /^[1-9]\d{0,9}$/.test(revision)) {
    return <RevisionPage id={id} revision={Number(revision)} />;
  }
  return <WorkflowPage id={id} />;
}
