/**
 * What core can tell of a document at once, with the tasks that were last asked for. The server's check,
 * which knows its own limits and the newest tasks, follows; at Run it is the server's that counts.
 */
import { z } from "zod";
import { toWorkflow, type EditorDocument } from "@/core/edits/document";
import { DEFAULT_LIMITS, type Problem } from "@/core/problem";
import type { TaskInfo } from "@/core/task";
import { validateAgainst } from "@/core/validate";
import { KnownTasks } from "@/core/validate/known-tasks";

// zod's faster path compiles code, which this site's content security policy refuses with a line in the console.
z.config({ jitless: true });

let latest: { infos: readonly TaskInfo[]; tasks: KnownTasks } | null = null;

/** The tasks with their schemas read once, as long as the same list is given. */
export function knownTasks(infos: readonly TaskInfo[]): KnownTasks {
  if (latest?.infos !== infos) latest = { infos, tasks: new KnownTasks(infos) };
  return latest.tasks;
}

/** The tasks that the last check was made with; null before the first. */
export function latestTasks(): KnownTasks | null {
  return latest?.tasks ?? null;
}

/** Nodes of drafts whose own form is right: after an edit only the others are looked at. Nobody writes into them. */
const sound = new WeakSet<object>();

/** The problems of a document; none of one in which nothing is drawn. */
export function checkLocally(document: EditorDocument, infos: readonly TaskInfo[]): Problem[] {
  const workflow = toWorkflow(document);
  if (workflow === null) return [];
  return validateAgainst(workflow, { tasks: knownTasks(infos), limits: DEFAULT_LIMITS, sound });
}
