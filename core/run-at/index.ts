/** A run as it stood at any moment. */
export { RunHistory, type Index, type Sought } from "./history";
export { historyOf, type OpenedHistory } from "./history-of";
export { readMoment, writeMoment } from "./moment-text";
