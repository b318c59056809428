import type { Metadata } from "next";
import { WorkflowsPage } from "@/components/workflows/WorkflowsPage";

export const metadata: Metadata = { title: "Workflows" };

export default function Workflows() {
  return <WorkflowsPage />;
}
