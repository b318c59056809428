"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import { useWorkflows } from "@/components/api/use-workflows";
import { usePageCommands } from "@/components/command/use-page-commands";
import { ListPage } from "@/components/shell/ListPage";
import { Button, buttonClasses } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Select } from "@/components/ui/Select";
import type { WorkflowSort, WorkflowSummary } from "@/core/saved";
import { ExchangeMenu } from "./ExchangeMenu";
import { ExamplesSection } from "./ExamplesSection";
import { RenameDialog } from "./RenameDialog";
import { RunDialog } from "./RunDialog";
import { useDeeds } from "./use-deeds";
import { useRunSaved } from "./use-run-saved";
import { WorkflowsTable } from "./WorkflowsTable";

const PAGE = 20;
const MOST = 200;

const SORTS: { value: WorkflowSort; label: string }[] = [
  { value: "saved", label: "Last saved" },
  { value: "run", label: "Last run" },
  { value: "name", label: "Name" },
  { value: "created", label: "Newest" },
];
const KINDS: { value: "kept" | "removed"; label: string }[] = [
  { value: "kept", label: "All" },
  { value: "removed", label: "Deleted" },
];

/** All saved workflows, then those to begin with. */
export function WorkflowsPage() {
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState<WorkflowSort>("saved");
  const [kind, setKind] = useState<"kept" | "removed">("kept");
  const [limit, setLimit] = useState(PAGE);
  const [renamed, setRenamed] = useState<WorkflowSummary | null>(null);
  const sought = useDeferredValue(search.trim());
  const removed = kind === "removed";
  const list = useWorkflows({ search: sought, sort, removed, limit });
  const deeds = useDeeds();
  const running = useRunSaved();
  const found = list.data?.workflows;
  const isFiltered = sought !== "" || removed;
  const none = found?.length === 0;
  usePageCommands(() =>
    (found ?? []).slice(0, 20).flatMap((workflow) =>
      workflow.removedAt === undefined && workflow.tasks > 0
        ? [
            {
              id: `run workflow ${workflow.id}`,
              label: `Run ${workflow.name}`,
              words: "workflow",
              run: () => void running.run(workflow.id),
            },
          ]
        : [],
    ),
  );
  return (
    <>
      <ListPage
        title="Workflows"
        menu={<ExchangeMenu />}
        search={{ value: search, onChange: setSearch }}
        filters={
          <>
            <Select label="Sort by" options={SORTS} value={sort} onValueChange={setSort} />
            <Select label="Show" options={KINDS} value={kind} onValueChange={setKind} />
          </>
        }
        isBare={none === true && !isFiltered}
        error={list.error}
        onTryAgain={() => void list.refetch()}
      >
        {none ? (
          <NothingFound
            isFiltered={isFiltered}
            text={removed && sought === "" ? "Nothing was deleted." : "No workflow fits."}
            onClear={() => {
              setSearch("");
              setKind("kept");
            }}
          />
        ) : null}
        {none || (list.error !== null && found === undefined) ? null : (
          <WorkflowsTable
            workflows={found}
            busy={running.busy}
            onRun={({ id }) => void running.run(id)}
            onRename={setRenamed}
            onDuplicate={(workflow) => void deeds.duplicate(workflow)}
            onRemove={(workflow) => void deeds.remove(workflow)}
            onBringBack={(workflow) => void deeds.bringBack(workflow)}
          />
        )}
        {list.data?.nextCursor == null ? null : (
          <Button
            className="self-center"
            onClick={() => setLimit(Math.min(limit + PAGE, MOST))}
            disabled={limit >= MOST}
          >
            {limit >= MOST ? "Search to see more workflows" : "Show more workflows"}
          </Button>
        )}
        <ExamplesSection />
      </ListPage>
      <RenameDialog
        workflow={renamed}
        onClose={() => setRenamed(null)}
        onRename={(workflow, name) => deeds.rename(workflow, name)}
      />
      <RunDialog {...running} />
    </>
  );
}

interface NothingFoundProps {
  isFiltered: boolean;
  text: string;
  onClear: () => void;
}

function NothingFound({ isFiltered, text, onClear }: NothingFoundProps) {
  if (isFiltered) {
    return <EmptyState action={<Button onClick={onClear}>Show all</Button>}>{text}</EmptyState>;
  }
  return (
    <EmptyState
      title="Nothing is saved yet"
      action={
        <Link href="/workflows/new" className={buttonClasses("primary")}>
          <Plus aria-hidden />
          New workflow
        </Link>
      }
    >
      A workflow is saved by itself while you draw it, with every revision. Begin with an empty one,
      or with an example below.
    </EmptyState>
  );
}
