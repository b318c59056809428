import type { Metadata } from "next";
import { WorkflowPage } from "@/components/editor/EditorPage";

export const metadata: Metadata = { title: "Workflow" };

interface WorkflowProps {
  params: Promise<{ id: string }>;
}

export default async function Workflow({ params }: WorkflowProps) {
  const { id } = await params;
  return <WorkflowPage id={id} />;
}
