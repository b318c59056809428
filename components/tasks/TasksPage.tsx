"use client";
import { useState } from "react";
import { errorText } from "@/components/api/client";
import { useTasks } from "@/components/api/use-tasks";
import { splitTask } from "@/components/canvas/faces";
import { TopBar } from "@/components/shell/TopBar";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Notice } from "@/components/ui/Notice";
import { SearchField } from "@/components/ui/SearchField";
import { formatPlural } from "@/core/format";
import type { TaskInfo } from "@/core/task";
import { paramWords } from "./param-words";

/** What the workers offer. */
export function TasksPage() {
  const tasks = useTasks();
  const [search, setSearch] = useState("");
  const sought = search.trim().toLowerCase();
  const found = tasks.data?.filter((task) =>
    `${task.name} ${task.description}`.toLowerCase().includes(sought),
  );
  return (
    <>
      <TopBar crumbs={[{ label: "Tasks" }]} />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-6xl flex-col gap-4 p-6 max-sm:p-3">
          <SearchField
            label="Search tasks"
            value={search}
            onValueChange={setSearch}
            className="max-w-72"
          />
          {tasks.error === null ? null : (
            <Notice
              title="The tasks cannot be read"
              action={<Button onClick={() => void tasks.refetch()}>Try again</Button>}
            >
              {errorText(tasks.error)}
            </Notice>
          )}
          {tasks.data?.length === 0 ? (
            <EmptyState>
              No worker has announced a task yet. Start one with{" "}
              <code className="font-mono text-meta">npm start</code>; its tasks appear here.
            </EmptyState>
          ) : null}
          {found?.length === 0 && sought !== "" ? (
            <EmptyState>No task fits “{search}”.</EmptyState>
          ) : null}
          {tasks.error !== null || found?.length === 0 ? null : (
            <ul
              aria-label="Tasks"
              aria-busy={found === undefined}
              className="min-h-64 divide-y divide-line rounded-card border border-line bg-panel"
            >
              {found?.map((task) => (
                <TaskRow key={task.name} task={task} />
              ))}
            </ul>
          )}
        </div>
      </div>
    </>
  );
}

function TaskRow({ task }: { task: TaskInfo }) {
  const { namespace, title } = splitTask(task.name);
  const online = task.workers.length;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_120px_132px] gap-x-4 px-4 py-3 max-sm:grid-cols-1 max-sm:gap-y-1">
      <div className="min-w-0">
        <h2 className="font-mono text-base">
          <span className="text-faint">{namespace}</span>
          <span className="font-medium">{title}</span>
        </h2>
        <p className="text-pretty text-soft">{task.description}</p>
        <Params task={task} />
      </div>
      <span className="text-meta text-soft">
        <span className="text-faint">queue </span>
        {task.queue}
      </span>
      <span
        className={`flex h-5 items-center gap-1.5 text-meta text-soft sm:justify-end ${online > 0 ? "state-succeeded" : "state-retrying"}`}
      >
        <span
          aria-hidden
          className={
            online > 0
              ? "size-2 rounded-full bg-state"
              : "size-2 rounded-full border-2 border-state"
          }
        />
        {online > 0 ? `${formatPlural(online, "worker")} online` : "no worker online"}
      </span>
    </li>
  );
}

function Params({ task }: { task: TaskInfo }) {
  const params = paramWords(task);
  if (params.length === 0) return null;
  return (
    <ul aria-label={`Parameters of ${task.name}`} className="mt-1.5 flex flex-wrap gap-1.5">
      {params.map((param) => (
        <li
          key={param.name}
          title={param.description}
          className="rounded-chip border border-line bg-odd px-1.5 font-mono text-[11px] leading-[18px]"
        >
          {param.name}
          {param.required ? "" : "?"}
          <span className="text-faint">: {param.type}</span>
          {param.default === undefined ? null : (
            <span className="text-faint"> = {param.default}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
