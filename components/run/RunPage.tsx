"use client";
import { useCallback, useState } from "react";
import { TopBar } from "@/components/shell/TopBar";
import { RunContext, useRunState } from "./context";
import type { RetryPlan, RevokeTarget } from "./actions";
import { RetryDialog } from "./RetryDialog";
import { RevokePreviewContext } from "./revoke-preview";
import { RevokeDialog } from "./RevokeDialog";
import { RunHeader } from "./RunHeader";
import { RunMissing } from "./RunMissing";
import { RunWorkspace } from "./RunWorkspace";
import { SucceedDialog } from "./SucceedDialog";
import { useOthersDeeds } from "./use-others-deeds";
import { useEndNotice } from "./use-end-notice";
import { useTab } from "./use-tab";
import { useLiveRunStore } from "./use-run-store";

/** One run, live: drawing, outline, the selected node, and what can be done. */
export function RunPage({ runId }: { runId: string }) {
  const run = useLiveRunStore(runId);
  const [plan, setPlan] = useState<RetryPlan | null>(null);
  const [marking, setMarking] = useState<string | null>(null);
  const [stopping, setStopping] = useState<RevokeTarget | null>(null);
  // One preview at a time: each draws on the same drawing.
  const retry = useCallback((asked: RetryPlan) => {
    setMarking(null);
    setStopping(null);
    setPlan(asked);
  }, []);
  const succeed = useCallback((nodeId: string) => {
    setPlan(null);
    setStopping(null);
    setMarking(nodeId);
  }, []);
  const previewRevoke = useCallback((target: RevokeTarget) => {
    setPlan(null);
    setMarking(null);
    setStopping(target);
  }, []);
  return (
    <RunContext value={run}>
      <RevokePreviewContext value={previewRevoke}>
        <RunFrame runId={runId} onRetry={retry} onSucceed={succeed} />
      </RevokePreviewContext>
      {stopping === null ? null : (
        <RevokeDialog
          key={JSON.stringify(stopping.nodeIds)}
          target={stopping}
          onClose={() => setStopping(null)}
        />
      )}
      {plan === null ? null : (
        <RetryDialog key={JSON.stringify(plan)} plan={plan} onClose={() => setPlan(null)} />
      )}
      {marking === null ? null : (
        <SucceedDialog
          key={marking}
          runId={runId}
          nodeId={marking}
          onClose={() => setMarking(null)}
        />
      )}
    </RunContext>
  );
}

interface RunFrameProps {
  runId: string;
  onRetry: (plan: RetryPlan) => void;
  onSucceed: (nodeId: string) => void;
}

function RunFrame({ runId, onRetry, onSucceed }: RunFrameProps) {
  useTab();
  useOthersDeeds();
  useEndNotice(runId);
  const status = useRunState((state) => state.status);
  const name = useRunState((state) => state.run?.name);
  return (
    <>
      <TopBar
        crumbs={[
          { label: "Runs", href: "/runs" },
          { label: name ?? <span className="font-mono text-base font-normal">{runId}</span> },
        ]}
      />
      {status === "missing" ? (
        <RunMissing runId={runId} />
      ) : (
        <>
          <RunHeader runId={runId} onRetry={onRetry} />
          <RunWorkspace runId={runId} onRetry={onRetry} onSucceed={onSucceed} />
        </>
      )}
    </>
  );
}
