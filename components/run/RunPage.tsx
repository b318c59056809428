"use client";
import { useState } from "react";
import { TopBar } from "@/components/shell/TopBar";
import { RunContext, useRunState } from "./context";
import type { RetryPlan } from "./actions";
import { RetryDialog } from "./RetryDialog";
import { RunHeader } from "./RunHeader";
import { RunMissing } from "./RunMissing";
import { RunWorkspace } from "./RunWorkspace";
import { useEndNotice } from "./use-end-notice";
import { useTab } from "./use-tab";
import { useLiveRunStore } from "./use-run-store";

/** One run, live: drawing, outline, the selected node, and what can be done. */
export function RunPage({ runId }: { runId: string }) {
  const run = useLiveRunStore(runId);
  const [plan, setPlan] = useState<RetryPlan | null>(null);
  return (
    <RunContext value={run}>
      <RunFrame runId={runId} onRetry={setPlan} />
      {plan === null ? null : (
        <RetryDialog key={JSON.stringify(plan)} plan={plan} onClose={() => setPlan(null)} />
      )}
    </RunContext>
  );
}

interface RunFrameProps {
  runId: string;
  onRetry: (plan: RetryPlan) => void;
}

function RunFrame({ runId, onRetry }: RunFrameProps) {
  useTab();
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
          <RunWorkspace runId={runId} onRetry={onRetry} />
        </>
      )}
    </>
  );
}
