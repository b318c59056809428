/** Finding nodes in a run by what they are and how they stand. */
export { findNodes, type Found } from "./match";
export { FILTER_KEYS, parseFilter } from "./parse";
