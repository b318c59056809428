export { announcePresence, type Presence } from "./presence";
export { createRegistry, type Registry, type WorkerDescription } from "./registry";
