/** Saved workflows: every revision is kept, and none is lost to a save that did not know of it. */
import type { Workflows } from "./port";
import { list } from "./list";
import { duplicate, get, head, rename, save, setRemoved, versions, type Store } from "./store";

export { createStore, type Store } from "./store";
export { submitSaved } from "./submit-saved";

export function createWorkflows(store: Store): Workflows {
  return {
    save: (input) => save(store, input),
    get: (id, revision) => get(store, id, revision),
    head: (id) => head(store, id),
    list: (input) => list(store, input),
    versions: (id, page) => versions(store, id, page),
    rename: (id, name, by) => rename(store, { id, name, ...by }),
    duplicate: (id, copy) => duplicate(store, id, copy),
    remove: (id) => setRemoved(store, id, true),
    restore: (id) => setRemoved(store, id, false),
  };
}
