import type { Workflow } from "../node";

export interface ExampleWorkflow {
  id: string;
  title: string;
  /** Two sentences: what it does and what it shows. */
  description: string;
  workflow: Workflow;
}
