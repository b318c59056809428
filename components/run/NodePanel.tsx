"use client";
import { useState } from "react";
import { faceOfView } from "@/components/canvas/faces";
import { Tabs } from "@/components/ui/Tabs";
import type { NodeView } from "@/core/snapshot";
import type { RetryPlan } from "./actions";
import { useNodeView } from "./context";
import { Moment } from "./Moment";
import { NodeArguments } from "./NodeArguments";
import { NodeButtons } from "./NodeButtons";
import { NodeHistory } from "./NodeHistory";
import { NodeLogs } from "./NodeLogs";
import { NodeMembers } from "./NodeMembers";
import { NodeOverview } from "./NodeOverview";
import { NodeResult } from "./NodeResult";
import { PanelFrame } from "./PanelFrame";
import { useThen } from "./use-then";

interface NodePanelProps {
  runId: string;
  nodeId: string;
  onSelect: (id: string) => void;
  onClose: () => void;
  onRetry: (plan: RetryPlan) => void;
  onSucceed: (nodeId: string) => void;
  /** As a sheet over the drawing: on phones. */
  sheet: boolean;
}

export interface NodePartProps {
  runId: string;
  view: NodeView;
  onSelect: (id: string) => void;
  onRetry: (plan: RetryPlan) => void;
  onSucceed: (nodeId: string) => void;
}

/** Everything about the selected node, and what can be done to it. */
export function NodePanel({ nodeId, onClose, sheet, ...rest }: NodePanelProps) {
  const view = useNodeView(nodeId);
  if (view === undefined) return null;
  const face = faceOfView(view);
  const title = `${face.namespace ?? ""}${face.title}`;
  const heading =
    face.namespace === undefined ? undefined : (
      <>
        <span className="font-normal text-faint">{face.namespace}</span>
        {face.title}
      </>
    );
  return (
    <PanelFrame {...{ title, heading, onClose, sheet }} closeLabel="Close the panel">
      <PanelBody {...rest} view={view} />
    </PanelFrame>
  );
}

function PanelBody(props: NodePartProps) {
  const { view } = props;
  const [tab, setTab] = useState("overview");
  const step = view.kind === "task";
  const items = [
    { value: "overview", label: "Overview", content: <NodeOverview {...props} /> },
    ...(step
      ? [{ value: "arguments", label: "Arguments", content: <NodeArguments {...props} /> }]
      : [{ value: "members", label: "Members", content: <NodeMembers {...props} /> }]),
    { value: "result", label: "Result", content: <NodeResult {...props} /> },
    ...(step
      ? [
          { value: "logs", label: "Logs", content: <NodeLogs {...props} /> },
          { value: "history", label: "Attempts", content: <NodeHistory {...props} /> },
        ]
      : []),
  ];
  const then = useThen();
  return (
    <>
      <NodeButtons {...props} />
      {then === null ? null : (
        <p className="border-b border-line bg-odd px-4 py-1 text-meta text-soft">
          As it was at <Moment at={then.at} />
        </p>
      )}
      <Tabs label="About the node" items={items} value={tab} onValueChange={setTab} />
    </>
  );
}
