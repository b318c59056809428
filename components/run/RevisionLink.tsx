import { GitCommitHorizontal } from "lucide-react";
import Link from "next/link";
import type { RunSummary } from "@/core/snapshot";

type Run = Pick<RunSummary, "name" | "workflowId" | "workflowRevision">;

/** Leads to the revision of the saved workflow that a run ran; nothing for a run of none. */
export function RevisionLink({ run, className }: { run: Run; className?: string }) {
  const { name, workflowId, workflowRevision } = run;
  if (workflowId === undefined || workflowRevision === undefined) return null;
  return (
    <Link
      href={`/workflows/${workflowId}?revision=${workflowRevision}`}
      aria-label={`Revision ${workflowRevision} of ${name}`}
      title={`Revision ${workflowRevision} of ${name}`}
      className={`flex items-center gap-1 rounded-chip whitespace-nowrap text-soft hover:text-ink hover:underline ${className ?? ""}`}
    >
      <GitCommitHorizontal className="size-4 shrink-0" aria-hidden />
      <span className="num">Revision {workflowRevision}</span>
    </Link>
  );
}
