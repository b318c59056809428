/** Ids of nodes and runs: safe in a URL, a Redis key and a BullMQ job id alike. */

/** What an id of a node or a run looks like. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/** True for what may stand as the id of a node. */
export function isNodeId(value: unknown): value is string {
  return typeof value === "string" && ID_PATTERN.test(value);
}

/** True for what may stand as the id of a run. */
export function isRunId(value: unknown): value is string {
  return typeof value === "string" && ID_PATTERN.test(value);
}
