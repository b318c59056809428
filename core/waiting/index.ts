/** Why a node waits. */
export type { Place, StepFacts, WaitingFacts } from "./facts";
export { waitingReasons, type Reason } from "./reasons";
