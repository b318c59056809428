"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import { errorText } from "@/components/api/client";
import { useRuns } from "@/components/api/use-runs";
import { TopBar } from "@/components/shell/TopBar";
import { Button, buttonClasses } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Notice } from "@/components/ui/Notice";
import { SearchField } from "@/components/ui/SearchField";
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
    <>
      <TopBar crumbs={[{ label: "Runs" }]}>
        <ExamplesMenu />
        <Link href="/workflows/new" className={buttonClasses("primary")}>
          <Plus aria-hidden />
          New workflow
        </Link>
      </TopBar>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-6xl flex-col gap-4 p-6 max-sm:p-3">
          {none && !filtered ? null : (
            <div className="flex gap-2">
              <SearchField
                label="Search by name or id"
                value={search}
                onValueChange={setSearch}
                className="max-w-72 flex-1"
              />
              <Select label="State" options={STATES} value={state} onValueChange={setState} />
            </div>
          )}
          {runs.error === null ? null : (
            <Notice
              title="The runs cannot be read"
              action={<Button onClick={() => void runs.refetch()}>Try again</Button>}
            >
              {errorText(runs.error)}
            </Notice>
          )}
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
        </div>
      </div>
    </>
  );
}
