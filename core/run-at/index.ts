/** A run as it stood at any moment. */
export { RunHistory, type Index, type Sought } from "./history";
export { eventsForTrimmed } from "./trimmed";
