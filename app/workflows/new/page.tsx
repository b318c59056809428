import type { Metadata } from "next";
import { EditorPage } from "@/components/editor/EditorPage";

export const metadata: Metadata = { title: "New workflow" };

interface NewWorkflowProps {
  searchParams: Promise<{ example?: string | string[] }>;
}

export default async function NewWorkflow({ searchParams }: NewWorkflowProps) {
  const { example } = await searchParams;
  return <EditorPage exampleId={typeof example === "string" ? example : null} />;
}
