/** What the palette lists: registered tasks by namespace, and containers, best match first. */
import type { Container, Signature, WorkflowNode } from "@/core/node";
import type { TaskInfo } from "@/core/task";
import { KIND_HINTS, KIND_WORDS, splitTask } from "./words";

export type ContainerKind = Container["kind"];

export interface TaskItem {
  type: "task";
  id: string;
  task: string;
  short: string;
  description: string;
  /** No worker offers it now. */
  isOffline: boolean;
}

export interface ContainerItem {
  type: "container";
  id: string;
  kind: ContainerKind;
  short: string;
  description: string;
}

export type PaletteItem = TaskItem | ContainerItem;

export interface PaletteSection {
  /** Namespace of tasks, `math.`; or `Containers`. */
  title: string;
  items: PaletteItem[];
}

const KINDS: readonly ContainerKind[] = ["group", "chord", "chain", "map", "tree"];

/** How well an item fits what was typed; 0 is best, null not at all. */
export function rank(item: PaletteItem, search: string): number | null {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") return 0;
  const short = item.short.toLowerCase();
  const name = item.type === "task" ? item.task.toLowerCase() : short;
  if (short.startsWith(wanted)) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  return item.description.toLowerCase().includes(wanted) ? 3 : null;
}

function itemsOf(tasks: readonly TaskInfo[]): PaletteItem[] {
  return [
    ...tasks.map((task): TaskItem => ({
      type: "task",
      id: task.name,
      task: task.name,
      short: splitTask(task.name).short,
      description: task.description,
      isOffline: task.workers.length === 0,
    })),
    ...KINDS.map((kind): ContainerItem => ({
      type: "container",
      id: `container ${kind}`,
      kind,
      short: KIND_WORDS[kind],
      description: KIND_HINTS[kind],
    })),
  ];
}

const titleOf = (item: PaletteItem) =>
  item.type === "task" ? splitTask(item.task).namespace || "Tasks" : "Containers";

/** The sections for what was typed. With a search the section with the best match comes first. */
export function sectionsOf(tasks: readonly TaskInfo[], search: string): PaletteSection[] {
  const found = itemsOf(tasks)
    .map((item) => ({ item, rank: rank(item, search) }))
    .filter((entry): entry is { item: PaletteItem; rank: number } => entry.rank !== null)
    .toSorted((a, b) => a.rank - b.rank);
  const sections = new Map<string, PaletteItem[]>();
  for (const { item } of found) {
    const title = titleOf(item);
    const items = sections.get(title);
    if (items === undefined) sections.set(title, [item]);
    else items.push(item);
  }
  return [...sections].map(([title, items]) => ({ title, items }));
}

/** How many tasks have to be picked for a container, and what each becomes. */
export const PICKS: { [K in ContainerKind]: readonly string[] } = {
  group: ["its first member"],
  chain: ["its first task"],
  chord: ["the first task of its header", "its body"],
  tree: ["its root"],
  map: ["the task that each item runs"],
};

/** The container made of the tasks picked for it, in the order of {@link PICKS}. */
export function containerOf(kind: ContainerKind, tasks: readonly string[]): WorkflowNode {
  const [first = "", second = ""] = tasks;
  const signature = (task: string): Signature => ({ kind: "task", task });
  switch (kind) {
    case "group":
    case "chain":
      return { kind, children: [signature(first)] };
    case "chord":
      return { kind, header: [signature(first)], body: signature(second) };
    case "tree":
      return { kind, root: signature(first), children: [] };
    case "map":
      return { kind, body: signature(first) };
  }
}
