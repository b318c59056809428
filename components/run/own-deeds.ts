/** Whether what changes in a run is of this page's doing: what others do is told, what one does oneself is not. */

/** What is done, by how it shows. */
export type OwnDeed = "hold" | "revoke" | "retry" | "succeed";

/** An answer may come before the events of what it answers. */
const ECHO_MS = 3_000;

const underWay = new Map<OwnDeed, number>();
const endedAt = new Map<OwnDeed, number>();

/** Call the answer when the deed is done or refused. */
export function beginDeed(deed: OwnDeed): () => void {
  underWay.set(deed, (underWay.get(deed) ?? 0) + 1);
  return () => {
    underWay.set(deed, (underWay.get(deed) ?? 1) - 1);
    endedAt.set(deed, performance.now());
  };
}

/** True while such a deed of this page may be what is seen. */
export function isOwnDeed(deed: OwnDeed): boolean {
  const since = performance.now() - (endedAt.get(deed) ?? Number.NEGATIVE_INFINITY);
  return (underWay.get(deed) ?? 0) > 0 || since < ECHO_MS;
}
