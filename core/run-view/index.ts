/** The run as it is drawn, made and folded by the same code in server and browser. */
export { applyEvents } from "./apply-events";
export { attemptTimes } from "./attempt-times";
export type { RunView } from "./cell";
export { headerOf } from "./header";
export { culpritIn, membersIn } from "./members";
export { INITIAL_STATUS } from "./progress";
export { createRunView, parseCursor, snapshotOf, viewFromSnapshot } from "./run-view";
export { idleIn, OPEN_LISTED, waitsFor, type WaitsFor } from "./waits-for";
export { bornRows, plannedRows, putBack, standingOf, type Standing } from "./standing";
