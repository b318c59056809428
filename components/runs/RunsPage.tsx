"use client";
import { useDeferredValue, useState } from "react";
import { useRuns } from "@/components/api/use-runs";
import { ListPage } from "@/components/shell/ListPage";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Select } from "@/components/ui/Select";
import type { RunState } from "@/core/states";
import { ExamplesMenu } from "./ExamplesMenu";
import { FirstRun } from "./FirstRun";
import { RunsTable } from "./RunsTable";

const PAGE = 50;

const STATES: { value: RunState | "all"; label: string }[] = [
  { value: "all", label: "All states" },
  { value: "running", label: "Running" },
  { value: "pending", label: "Pending" },
  { value: "failed", label: "Failed" },
  { value: "succeeded", label: "Succeeded" },
  { value: "revoked", label: "Revoked" },
];

/** All runs, newest first, live. */
export function RunsPage() {
  const [state, setState] = useState<RunState | "all">("all");
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const sought = useDeferredValue(search.trim());
  const runs = useRuns({ state: state === "all" ? null : state, search: sought, limit });
  const filtered = state !== "all" || sought !== "";
  const rows = runs.data?.runs;
  const none = rows?.length === 0;
  return (
    <ListPage
      title="Runs"
      menu={<ExamplesMenu />}
      search={{ value: search, onChange: setSearch }}
      filters={<Select label="State" options={STATES} value={state} onValueChange={setState} />}
      isBare={none === true && !filtered}
      error={runs.error}
      onTryAgain={() => void runs.refetch()}
    >
      {none && !filtered ? <FirstRun /> : null}
      {none && filtered ? (
        <EmptyState
          action={
            <Button
              onClick={() => {
                setState("all");
                setSearch("");
              }}
            >
              Clear the filter
            </Button>
          }
        >
          No run fits this filter.
        </EmptyState>
      ) : null}
      {none || runs.error !== null ? null : <RunsTable runs={rows} />}
      {runs.data?.nextCursor == null ? null : (
        <Button
          className="self-center"
          onClick={() => setLimit(limit + PAGE)}
          disabled={limit >= 200}
        >
          {limit >= 200 ? "Search to see older runs" : "Show older runs"}
        </Button>
      )}
    </ListPage>
  );
}
