import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/api/client";
import type { NodeView } from "@/core/snapshot";

/** What is read of a node only when somebody looks; read again when it makes a transition. */
export function useNodeDetails(runId: string, view: NodeView) {
  return useQuery({
    queryKey: ["node", runId, view.id, view.state, view.epoch, view.attempt, view.iteration],
    queryFn: () => api.runs.node.query({ runId, nodeId: view.id }),
  });
}
