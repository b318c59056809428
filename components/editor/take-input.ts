/** The input that a test takes from what ran before: the result that the place of a node gives it. */
import { api } from "@/components/api/client";
import { nodeOf, type EditorDocument } from "@/core/edits/document";
import { idsOf } from "@/core/edits/draft";
import { sourceOf, type Source } from "@/core/edits/walk";
import type { Json } from "@/core/node";
import type { TrialData } from "./trial-store";

type Results = (nodeId: string) => Promise<Json | undefined>;

/** Results of the last test of a node, else of the last run. */
function resultsOf({ trials, lastRun }: TrialData): Results {
  return async (nodeId) => {
    for (const runId of [trials[nodeId]?.runId, lastRun]) {
      if (runId === undefined || runId === null) continue;
      // A run may be gone, or have no such node: then the other one is asked.
      const answer = await api.runs.result.query({ runId, nodeId }).catch(() => null);
      if (answer?.value !== undefined) return answer.value;
    }
    return undefined;
  };
}

async function valueOf(
  document: EditorDocument,
  source: Source,
  results: Results,
): Promise<Json | undefined> {
  const node = nodeOf(document, source.nodeId);
  switch (source.kind) {
    case "result":
      return results(source.nodeId);
    case "list": {
      const list = await Promise.all(idsOf(node, "header").map(results));
      return list.every((value) => value !== undefined) ? list : undefined;
    }
    case "item": {
      if (node.own.kind !== "map") return undefined;
      const { over, chunkSize = 1 } = node.own;
      const above = over === undefined ? sourceOf(document, source.nodeId) : null;
      const list = over ?? (above === null ? undefined : await valueOf(document, above, results));
      if (!Array.isArray(list) || list.length === 0) return undefined;
      return chunkSize > 1 ? list.slice(0, chunkSize) : list[0];
    }
    case "failure":
      return undefined;
  }
}

/** What the place of `id` would give it, as last seen; undefined when nothing of it is known. */
export function takeInput(
  document: EditorDocument,
  id: string,
  data: TrialData,
): Promise<Json | undefined> {
  const source = sourceOf(document, id);
  return source === null ? Promise.resolve(undefined) : valueOf(document, source, resultsOf(data));
}
