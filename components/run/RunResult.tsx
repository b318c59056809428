"use client";
import type { NodeView } from "@/core/snapshot";
import { useNodeView, useRunState } from "./context";
import type { NodePartProps } from "./NodePanel";
import { NodeResult } from "./NodeResult";
import { WhyWaiting } from "./WhyWaiting";

/** What the run as a whole gave, while no node is selected. */
export function RunResult(props: Omit<NodePartProps, "view">) {
  const rootId = useRunState((state) => state.run?.rootId ?? "");
  const settled = useRunState((state) => state.run?.settled ?? false);
  const root = useNodeView(rootId);
  if (root === undefined || !settled || root.state !== "succeeded") {
    return (
      <div className="min-h-0 flex-1 overflow-auto p-4">
        {root === undefined || settled || isAtWork(root) ? null : (
          <WhyWaiting runId={props.runId} view={root} onSelect={props.onSelect} />
        )}
        <p className="px-2 py-12 text-center text-pretty text-soft">
          Select a node to see its arguments, its result and its logs.
        </p>
      </div>
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <h2 className="flex h-11 items-center px-4 text-title font-semibold">Result of the run</h2>
      <NodeResult {...props} view={root} />
    </div>
  );
}

/** Nothing is asked of the server for a run of one step that runs. */
const isAtWork = ({ kind, state }: NodeView) => kind === "task" && state === "running";
