/** Holds what a revoke said it would do against what it did. */
import type { RevokePreview } from "@/engine/port";
import type { ReadRun } from "@/engine/snapshots";

/** By node: what a revoke made of it. Nodes that it left alone are not named. */
export function deedOf(before: ReadRun, after: ReadRun): Map<string, keyof RevokePreview> {
  const deed = new Map<string, keyof RevokePreview>();
  for (const { id, element } of after.nodes) {
    if (element === null) continue;
    const [was, is] = [before.records.get(element), after.records.get(element)];
    const [from, to] = [was?.s ?? "P", is?.s ?? "P"];
    if (is?.rv === 1 && to === "R" && !is.rp) {
      // Whoever was asked before is asked no more than that.
      if (was?.rv !== 1) deed.set(id, "asked");
    } else if (from === to) continue;
    else if (to === "V") deed.set(id, "revoked");
    else if (to === "K") deed.set(id, "skipped");
    else if ("SQH".includes(to)) deed.set(id, "starts");
  }
  return deed;
}

/**
 * One line for each difference.
 *
 * @param asked these were asked to stop, and have stopped by now
 */
export function compareRevoke(
  preview: RevokePreview,
  deed: ReadonlyMap<string, keyof RevokePreview>,
  asked: ReadonlySet<string>,
): string[] {
  const lines: string[] = [];
  const told = new Map<string, keyof RevokePreview>();
  for (const kind of ["revoked", "asked", "skipped", "starts"] as const)
    for (const id of preview[kind]) told.set(id, kind);
  for (const id of new Set([...told.keys(), ...deed.keys()])) {
    const done = deed.get(id);
    const said = asked.has(id) && done === "revoked" ? "asked" : done;
    if (told.get(id) !== said)
      lines.push(
        `the revoke says ${told.get(id) ?? "nothing"} of ${id}, and it is ${said ?? "left alone"}`,
      );
  }
  return lines;
}
