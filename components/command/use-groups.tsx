"use client";
/** What the palette lists: what can be done here first, then tasks, workflows, runs and places. */
import { useQuery } from "@tanstack/react-query";
import { useTheme } from "next-themes";
import { useRouter } from "next/navigation";
import { useMemo, type ReactNode } from "react";
import { useStore } from "zustand";
import { api } from "@/components/api/client";
import { useTasks } from "@/components/api/use-tasks";
import { StateMark } from "@/components/canvas/StateMark";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import { commandStore, type Command } from "./command-store";
import { rank } from "./rank";

export interface Entry extends Command {
  icon?: ReactNode;
  /** Shown dimmed behind the label. */
  aside?: string;
}

export interface EntryGroup {
  value: string;
  items: Entry[];
}

const PLACES = [
  { href: "/runs", label: "Go to Runs" },
  { href: "/workflows", label: "Go to Workflows" },
  { href: "/tasks", label: "Go to Tasks" },
  { href: "/workers", label: "Go to Workers" },
  { href: "/workflows/new", label: "New workflow" },
];
const THEMES = [
  { value: "light", label: "Light theme" },
  { value: "dark", label: "Dark theme" },
  { value: "system", label: "Theme as the system" },
];
/** Entries of one group that are shown; typing brings the others. */
const SHOWN = 8;

function useRunEntries(query: string, go: (href: string) => void): Entry[] {
  const search = query.trim();
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["runs", "palette", search],
    queryFn: () => api.runs.list.query({ limit: SHOWN, ...(search === "" ? {} : { search }) }),
    placeholderData: (before) => before,
  });
  return (data?.runs ?? []).map(({ runId, name, state }) => ({
    id: `run ${runId}`,
    label: name,
    aside: runId,
    // The server has found it, by its name or by its id; what it found before has to fit by itself.
    words: isPlaceholderData ? "run" : `run ${search}`,
    icon: <StateMark state={state} />,
    run: () => go(`/runs/${runId}`),
  }));
}

function useTaskEntries(go: (href: string) => void): Entry[] {
  const addTask = useStore(commandStore, (state) => state.addTask);
  const { data } = useTasks();
  return (data ?? []).map(({ name, description }) => ({
    id: `task ${name}`,
    label: name,
    aside: addTask === null ? "add to a new workflow" : "add to the workflow",
    words: `task ${description}`,
    run() {
      if (addTask !== null) return addTask(name);
      commandStore.setState({ pendingTask: name });
      go("/workflows/new");
    },
  }));
}

function useSavedEntries(query: string, go: (href: string) => void): Entry[] {
  const search = query.trim();
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["workflows", "palette", search],
    queryFn: () => api.workflows.list.query({ limit: SHOWN, ...(search === "" ? {} : { search }) }),
    placeholderData: (before) => before,
  });
  return (data?.workflows ?? []).map(({ id, name, lastRun }) => ({
    id: `workflow ${id}`,
    label: name,
    aside: "saved",
    // As with runs: what the server found before has to fit by itself.
    words: isPlaceholderData ? "workflow open" : `workflow open ${search}`,
    ...(lastRun === undefined ? {} : { icon: <StateMark state={lastRun.state} /> }),
    run: () => go(`/workflows/${id}`),
  }));
}

function exampleEntries(go: (href: string) => void): Entry[] {
  return EXAMPLE_WORKFLOWS.map(({ id, title, description }) => ({
    id: `example ${id}`,
    label: title,
    aside: "example",
    words: `workflow open ${description}`,
    run: () => go(`/workflows/new?example=${id}`),
  }));
}

/** The groups that fit what was typed; empty ones are left out. */
export function useGroups(query: string): EntryGroup[] {
  const router = useRouter();
  const { setTheme } = useTheme();
  const offers = useStore(commandStore, (state) => state.offers);
  const go = (href: string) => router.push(href);
  const runs = useRunEntries(query, go);
  const tasks = useTaskEntries(go);
  const saved = useSavedEntries(query, go);
  // The page is asked once: what stands first must not change under the hand.
  const offered = useMemo(() => offers.flatMap((offer) => offer()), [offers]);
  const groups: EntryGroup[] = [
    { value: "On this page", items: rank(query, offered) },
    { value: "Tasks", items: rank(query, tasks) },
    { value: "Workflows", items: rank(query, [...saved, ...exampleEntries(go)]) },
    { value: "Runs", items: rank(query, runs) },
    {
      value: "Places",
      items: rank(
        query,
        PLACES.map(({ href, label }) => ({ id: href, label, run: () => go(href) })),
      ),
    },
    {
      value: "Theme",
      items: rank(
        query,
        THEMES.map(({ value, label }) => ({ id: value, label, run: () => setTheme(value) })),
      ),
    },
  ];
  const isTyped = query.trim() !== "";
  return groups
    .map(({ value, items }) => {
      const most = isTyped || value === "On this page" ? 50 : SHOWN;
      return { value, items: items.slice(0, most) };
    })
    .filter(({ items }) => items.length > 0);
}
