"use client";
import { Copy, Ellipsis, History, PencilLine, Play, Trash2, Undo2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { StateMark } from "@/components/canvas/StateMark";
import { Moment } from "@/components/run/Moment";
import { runFace, runWords } from "@/components/run/run-words";
import { Button, IconButton } from "@/components/ui/Button";
import { Menu } from "@/components/ui/Menu";
import { formatPlural } from "@/core/format";
import type { WorkflowSummary } from "@/core/saved";

/** Columns line up over rows; on a phone a row is two lines. */
const COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_200px_80px_200px_112px] items-center gap-x-4 px-4 max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-y-1";

interface WorkflowsTableProps {
  /** `undefined` while the first answer is awaited: the frame is there already. */
  workflows: readonly WorkflowSummary[] | undefined;
  busy: boolean;
  onRun: (workflow: WorkflowSummary) => void;
  onRename: (workflow: WorkflowSummary) => void;
  onDuplicate: (workflow: WorkflowSummary) => void;
  onRemove: (workflow: WorkflowSummary) => void;
  onBringBack: (workflow: WorkflowSummary) => void;
}

export function WorkflowsTable({ workflows, ...deeds }: WorkflowsTableProps) {
  return (
    <div
      role="table"
      aria-label="Workflows"
      aria-busy={workflows === undefined}
      className="overflow-hidden rounded-card border border-line bg-panel"
    >
      <div
        role="row"
        className={`${COLUMNS} h-8 border-b border-line text-meta text-faint max-md:hidden`}
      >
        <span role="columnheader">Name</span>
        <span role="columnheader">Last run</span>
        <span role="columnheader">Nodes</span>
        <span role="columnheader">Saved</span>
        <span role="columnheader" className="sr-only">
          What to do
        </span>
      </div>
      {workflows === undefined ? <div className="h-64" /> : null}
      {workflows?.map((workflow) => (
        <WorkflowRow key={workflow.id} workflow={workflow} {...deeds} />
      ))}
    </div>
  );
}

type WorkflowRowProps = Omit<WorkflowsTableProps, "workflows"> & { workflow: WorkflowSummary };

function WorkflowRow({ workflow, ...deeds }: WorkflowRowProps) {
  const { id, name, nodes, savedAt, author, revision, removedAt } = workflow;
  return (
    <div
      role="row"
      data-workflow-id={id}
      className={`${COLUMNS} relative min-h-11 border-b border-line last:border-b-0 hover:bg-hover max-md:py-2`}
    >
      <span role="cell" className="flex min-w-0 items-baseline gap-2">
        {/* The link covers its row; what can be done lies over it. */}
        <Link
          href={`/workflows/${id}`}
          className="truncate font-medium outline-offset-[-2px] after:absolute after:inset-0"
        >
          {name}
        </Link>
      </span>
      <span role="cell" className="flex min-w-0 items-center max-md:order-3">
        <LastRun workflow={workflow} />
      </span>
      <span role="cell" className="num text-soft max-md:hidden">
        {nodes}
      </span>
      <span role="cell" className="min-w-0 truncate text-soft max-md:order-4 max-md:text-right">
        <Moment at={savedAt} />
        <span className="text-faint max-md:hidden">
          {" "}
          by {author}
          <span className="sr-only">, {formatPlural(revision, "revision")}</span>
        </span>
      </span>
      <span role="cell" className="relative z-10 flex justify-end gap-1 max-md:order-2">
        {removedAt === undefined ? (
          <RowActions workflow={workflow} {...deeds} />
        ) : (
          <Button
            size="compact"
            icon={<Undo2 aria-hidden />}
            aria-label={`Bring back ${name}`}
            onClick={() => deeds.onBringBack(workflow)}
          >
            Bring back
          </Button>
        )}
      </span>
    </div>
  );
}

function LastRun({ workflow: { lastRun } }: { workflow: WorkflowSummary }) {
  if (lastRun === undefined) return <span className="text-faint">Never run</span>;
  return (
    <Link
      href={`/runs/${lastRun.runId}`}
      data-state={lastRun.state}
      className="relative z-10 flex min-w-0 items-center gap-2 rounded-chip text-soft hover:text-ink hover:underline"
    >
      <StateMark state={runFace(lastRun)} silent />
      <span className="truncate">{runWords(lastRun)}</span>
      <span className="text-faint">
        <Moment at={lastRun.submittedAt} />
      </span>
    </Link>
  );
}

function RowActions({ workflow, busy, ...deeds }: WorkflowRowProps) {
  const router = useRouter();
  const { id, name, tasks, revision } = workflow;
  return (
    <>
      <IconButton
        label={`Run ${name}`}
        disabled={busy || tasks === 0}
        onClick={() => deeds.onRun(workflow)}
      >
        <Play aria-hidden />
      </IconButton>
      <Menu
        trigger={
          <IconButton label={`More for ${name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
        entries={[
          {
            label: "Rename",
            icon: <PencilLine aria-hidden />,
            onSelect: () => deeds.onRename(workflow),
          },
          {
            label: "Duplicate",
            icon: <Copy aria-hidden />,
            onSelect: () => deeds.onDuplicate(workflow),
          },
          {
            label: "Revisions",
            icon: <History aria-hidden />,
            onSelect: () => router.push(`/workflows/${id}?revision=${revision}`),
          },
          {
            label: "Delete",
            icon: <Trash2 aria-hidden />,
            danger: true,
            group: "delete",
            onSelect: () => deeds.onRemove(workflow),
          },
        ]}
      />
    </>
  );
}
