export { announcePresence } from "./presence";
export { createRegistry, type Registry } from "./registry";
