import type { Metadata } from "next";
import { WorkflowsPage } from "@/components/editor/WorkflowsPage";

export const metadata: Metadata = { title: "Workflows" };

export default function Workflows() {
  return <WorkflowsPage />;
}
