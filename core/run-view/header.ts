/** The header of a chord: a group in all but a node of its own. */
import type { ContainerState } from "@/core/states";
import { ownShare } from "./share";
import { correctTally, deriveContainer, emptyTally } from "./tally";
import type { Cell, RunView } from "./cell";

/** What a header shows. */
export interface HeaderView {
  state: ContainerState;
  settled: boolean;
  completedSteps: number;
  totalSteps: number;
}

/** The header of a chord as if it were a group; undefined when there is no such chord. */
export function headerOf(view: RunView, chordId: string): HeaderView | undefined {
  const chord = view.inner.cells.get(chordId);
  if (chord?.row.kind !== "chord") return undefined;
  const tally = emptyTally();
  for (const member of chord.members) {
    if (member.share && isInHeader(member)) correctTally(tally, undefined, member.share);
  }
  if (tally.members === 0) correctTally(tally, undefined, emptyHeader(chord));
  const { completedSteps, totalSteps } = tally;
  return { ...deriveContainer(tally), completedSteps, totalSteps };
}

/** A header member, or a callback on one, or on such a callback. */
function isInHeader(member: Cell): boolean {
  for (let cell: Cell | undefined = member; cell; cell = cell.parent) {
    if (cell.row.role === "header") return true;
    if (cell.row.role === "body") return false;
  }
  return false;
}

/** Nothing tells of an empty header but what follows it: it has had its turn when the body has begun. */
function emptyHeader(chord: Cell) {
  if (chord.row.hasOwnStep) return ownShare(chord.status);
  const body = chord.children.find((child) => child.row.role === "body");
  const share = body?.share;
  const begun = share !== undefined && share.begun > 0;
  return {
    ...emptyTally(),
    members: 1,
    settled: begun ? 1 : 0,
    skipped: share?.skipped ?? 0,
    begun: begun ? 1 : 0,
  };
}
