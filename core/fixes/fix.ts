/** What can be done about a problem: an edit, or a place where a person has to say something. */
import type { EditContext, Outcome } from "@/core/edits/commands";
import type { EditorDocument } from "@/core/edits/document";
import type { KnownTasks } from "@/core/validate/known-tasks";

export type Fix =
  /** One edit that can be undone. */
  | { kind: "edit"; label: string; command: (context: EditContext) => Outcome }
  /** A person fills in a field of the node; `field` is a parameter or a setting, null the first one. */
  | { kind: "field"; label: string; nodeId: string; field: string | null }
  /** A person looks at this node and decides. */
  | { kind: "go"; label: string; nodeId: string }
  /** A person sees to the processes that run tasks: what offers which task, and what is missing. */
  | { kind: "workers"; label: string }
  /** A person chooses another task for the node, or a first member for the container. */
  | { kind: "pick"; label: string; nodeId: string; how: "replace" | "inside" };

/** What a fix is found with: the document that was checked, and the tasks it was checked against. */
export interface FixContext {
  document: EditorDocument;
  tasks: KnownTasks;
}
