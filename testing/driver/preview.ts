/** Holds what a retry answered against what it did. */
import type { ReadRun } from "@/engine/snapshots";

const ENDED = "DFVK";

/** The state of a step or map; undefined for what has no turn of its own, or is gone. */
function stateOf(run: ReadRun, nodeId: string): string | undefined {
  const element = run.nodes.find(({ id }) => id === nodeId)?.element ?? null;
  if (element === null || run.index.element(element)?.kind === "join") return undefined;
  return run.records.get(element)?.s ?? "P";
}

/** Callbacks for failures wait for the next outcome; nobody can say that they will run. */
function isForFailures(run: ReadRun, nodeId: string | null): boolean {
  const node = run.nodes.find(({ id }) => id === nodeId);
  return node !== undefined && (node.role === "onFailure" || isForFailures(run, node.parentId));
}

/**
 * What an optional container lets go on depends on what went wrong in it first. Where a revoke and a failure
 * met in one, a retry may change just that; the preview takes the container as it is, and is not held to it.
 */
function hasMixedOptional({ nodes, records, index }: ReadRun): boolean {
  const states = (first: number, end: number) =>
    new Set(
      [...records]
        .filter(([e]) => e >= first && e < end)
        // What was not started in time counts as a failure there, not as a person's revoke.
        .map(([, { s, ex }]) => (s === "V" && ex === 1 ? "F" : s)),
    );
  return nodes.some(({ kind, optional, range: [first, end], element }) => {
    if (kind === "task" || optional !== true) return false;
    const found = states(first, end);
    for (const birth of index.births) {
      const isInside = birth.document.element >= first && birth.document.element < end;
      if (isInside || birth.document.element === element) {
        for (const state of states(birth.document.base, birth.document.base + birth.size)) {
          found.add(state);
        }
      }
    }
    return found.has("V") && found.has("F");
  });
}

/** One line for each node that was promised and does not go on, or goes on without a word. */
export function comparePreview(before: ReadRun, after: ReadRun, willRun: string[]): string[] {
  if (hasMixedOptional(before)) return [];
  const lines = willRun
    .filter((id) => ENDED.includes(stateOf(after, id) ?? "P"))
    .map((id) => `the retry says that ${id} will run, and it stays ${stateOf(after, id)}`);
  for (const { id } of after.nodes) {
    const [was, is] = [stateOf(before, id), stateOf(after, id)];
    if (was === undefined || is === undefined || willRun.includes(id)) continue;
    if (!ENDED.includes(was) || ENDED.includes(is) || isForFailures(after, id)) continue;
    // What it was replaced by is mended: it goes on, and is not executed itself.
    const element = after.nodes.find((node) => node.id === id)?.element ?? -1;
    if (after.records.get(element)?.rp) continue;
    lines.push(`the retry does not say that ${id} will run, and it is ${is} after ${was}`);
  }
  return lines;
}
