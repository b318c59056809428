/** The run as it is drawn, made and folded by the same code in server and browser. */
export { applyEvents } from "./apply-events";
export type { RunView } from "./cell";
export { headerOf, type HeaderView } from "./header";
export { carryReport, INITIAL_STATUS } from "./progress";
export {
  createRunView,
  parseCursor,
  snapshotOf,
  viewFromSnapshot,
  type RunViewInput,
} from "./run-view";
export { deriveContainer, emptyTally, type Tally } from "./tally";
