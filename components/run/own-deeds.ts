/** Whether what changes in a run is of this page's doing: what others do is told, what one does oneself is not. */

/** An answer may come before the events of what it answers. */
const ECHO_MS = 3_000;

let underWay = 0;
let endedAt = Number.NEGATIVE_INFINITY;

/** Call the answer when the deed is done or refused. */
export function beginDeed(): () => void {
  underWay += 1;
  return () => {
    underWay -= 1;
    endedAt = performance.now();
  };
}

/** True while a deed of this page may be what is seen. */
export function isOwnDeed(): boolean {
  return underWay > 0 || performance.now() - endedAt < ECHO_MS;
}
