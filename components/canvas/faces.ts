/** What nodes of documents and of runs show. */
import type { Json, WorkflowNode } from "@/core/node";
import type { NodeView } from "@/core/snapshot";
import type { FaceState, NodeFace } from "./types";

/** `math.add` as its dimmed namespace and its own name. */
export function splitTask(task: string): { namespace?: string; title: string } {
  const dot = task.lastIndexOf(".");
  return dot <= 0
    ? { title: task }
    : { namespace: task.slice(0, dot + 1), title: task.slice(dot + 1) };
}

function shortJson(value: Json): string {
  if (typeof value === "string")
    return value.length > 24 ? `"${value.slice(0, 23)}…"` : `"${value}"`;
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.length}]`;
  if (typeof value === "object" && value !== null) return "{…}";
  return String(value);
}

/** The arguments in one line: `2, y=3`. */
export function argumentsInBrief(args: Json[], kwargs: { [name: string]: Json }): string {
  const named = Object.entries(kwargs).map(([name, value]) => `${name}=${shortJson(value)}`);
  return [...args.map(shortJson), ...named].join(", ");
}

/** The face of a node in a document that does not run. */
export function faceOfNode(node: WorkflowNode): NodeFace {
  const shared = {
    kind: node.kind,
    state: "draft" as const,
    ...(node.optional === true ? { optional: true } : {}),
    ...(node.note === undefined ? {} : { note: node.note }),
  };
  if (node.kind !== "task") {
    return { ...shared, title: node.label ?? node.name ?? KIND_TITLES[node.kind] };
  }
  const detail = argumentsInBrief(node.args ?? [], node.kwargs ?? {});
  const name = node.label === undefined ? splitTask(node.task) : { title: node.label };
  return {
    ...shared,
    ...name,
    detail:
      node.label === undefined
        ? detail || "no arguments"
        : [node.task, detail].filter(Boolean).join(" · "),
  };
}

export const KIND_TITLES: Record<WorkflowNode["kind"], string> = {
  task: "Task",
  chain: "Chain",
  group: "Group",
  chord: "Chord",
  tree: "Tree",
  map: "Map",
};

/** A container without a name of its own answers its kind, in lower case: shown as a title. */
function titleOf(view: NodeView): { namespace?: string; title: string } {
  if (view.kind === "task") {
    return view.name === undefined ? splitTask(view.task ?? view.id) : { title: view.name };
  }
  const label = view.name ?? view.label ?? view.kind;
  return { title: label === view.kind ? KIND_TITLES[view.kind] : label };
}

/** The face of a node of a run that is paused or not. */
export function faceOfView(view: NodeView, isPaused = false): NodeFace {
  const task = view.kind === "task";
  const begun = !task && !view.settled && view.state !== "pending";
  return {
    kind: view.kind,
    state: view.state,
    ...titleOf(view),
    progress: { completed: view.completedSteps, total: view.totalSteps },
    ...detailOf(view),
    ...(view.revoking ? { revoking: true } : {}),
    ...(!task && !view.settled ? { unsettled: true } : {}),
    ...(isPaused && begun && view.hasRunning !== true ? { held: true } : {}),
    ...(view.startedAt === undefined ? {} : { startedAt: view.startedAt }),
    ...(view.finishedAt === undefined ? {} : { finishedAt: view.finishedAt }),
    ...(view.attempt > 1 ? { attempt: view.attempt } : {}),
    ...(view.optional === true ? { optional: true } : {}),
  };
}

/** What the mark of a node shows: where a run is paused, a container in which nothing goes on is held. */
export function markOf(face: NodeFace): FaceState {
  return face.held === true && face.state === "running" ? "held" : face.state;
}

function detailOf(view: NodeView): { detail?: string } {
  if (view.stateLabel !== undefined) return { detail: view.stateLabel };
  if (view.state === "failed" && view.error !== undefined) return { detail: view.error.message };
  if (view.state === "running" && view.kind === "task" && view.totalSteps > 1)
    return { detail: `${view.completedSteps} of ${view.totalSteps}` };
  if (view.cause?.kind === "choice") return { detail: view.cause.reason ?? "Stopped by choice" };
  if (view.cause?.kind === "unneeded") return { detail: "Not needed" };
  if (view.cause?.kind === "expired") return { detail: "Expired" };
  return {};
}
