import type { NodeView } from "@/core/snapshot";
import type { RetryPlan } from "./actions";

/** What a retry of this node would most likely mean; `null` while there is nothing to retry. */
export function retryPlan(runId: string, view: NodeView): RetryPlan | null {
  const shared = { runId, nodeId: view.id };
  switch (view.state) {
    case "failed":
    case "revoked":
      return { ...shared, scope: view.kind === "task" ? "node" : "failed" };
    case "skipped":
      return view.kind === "task" ? { ...shared, scope: "node" } : null;
    case "succeeded":
      return { ...shared, scope: "from" };
    default:
      return null;
  }
}
