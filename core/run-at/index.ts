/** A run as it stood at any moment. */
export { RunHistory, type Index } from "./history";
export { historyOf } from "./history-of";
export { readMoment, writeMoment } from "./moment-text";
export { detailsThen, isSameDecision, linesThen, resultThen } from "./then";
