/** First start and last end among the members of a container, kept as members change. */
import type { Cell, Whole } from "./cell";

/** When something started and ended. */
export interface Bounds {
  startedAt?: number | undefined;
  finishedAt?: number | undefined;
}

/** Replaces what one member says of start and end. */
export function moveBounds(whole: Whole, before: Bounds | undefined, after: Bounds): void {
  const startWas = before?.startedAt;
  const endWas = before?.finishedAt;
  // A bound that is taken back is known again only after a look at all members; that happens on a retry.
  if (startWas !== undefined && startWas === whole.startedAt && after.startedAt !== startWas)
    whole.boundsStale = true;
  if (endWas !== undefined && endWas === whole.finishedAt && after.finishedAt !== endWas)
    whole.boundsStale = true;
  widen(whole, after);
}

/** Takes a start and an end in. */
export function widen(whole: Whole, { startedAt, finishedAt }: Bounds): void {
  if (startedAt !== undefined && (whole.startedAt === undefined || startedAt < whole.startedAt))
    whole.startedAt = startedAt;
  if (finishedAt !== undefined && (whole.finishedAt === undefined || finishedAt > whole.finishedAt))
    whole.finishedAt = finishedAt;
}

/** Looks for both bounds among all members. */
export function findBounds(whole: Whole & { row?: Cell["row"]; status?: Cell["status"] }): void {
  whole.boundsStale = false;
  whole.startedAt = undefined;
  whole.finishedAt = undefined;
  if (whole.row?.hasOwnStep && whole.status) widen(whole, whole.status);
  for (const member of whole.members) if (member.share) widen(whole, member.share);
}
