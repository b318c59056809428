export { createHub, type Hub, type HubOptions } from "./hub";
export type { RunTail } from "./run-feed";
