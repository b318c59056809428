import type { EditorDocument } from "@/core/edits/document";

/** Whose version. */
export type Side = "mine" | "theirs";

/** The version that both began with, and what each made of it. */
export interface Versions {
  base: EditorDocument;
  mine: EditorDocument;
  theirs: EditorDocument;
}

/** Something that both changed, each in another way. */
export interface Conflict {
  /** Names it in {@link Choices}. The same conflict has the same id, whatever else was chosen. */
  id: string;
  /** `content`: what the node says. `place`: whether it is there, where, and what it holds. `name`: the workflow's. */
  about: "content" | "place" | "name";
  /** In the order of their ids; one for `content`, none for `name`. */
  nodeIds: readonly string[];
  /** What of the content, for example `args` or `kwargs.width`. */
  fields: readonly string[];
}

/** Whose version was chosen, by the id of the conflict. */
export type Choices = ReadonlyMap<string, Side>;

export interface Merged {
  /** Sound always; where nothing is chosen yet it has my version. */
  document: EditorDocument;
  /** What still has to be chosen. None: `document` is the merged one. */
  open: readonly Conflict[];
  /** All that there was to choose, in the order of their ids, those that are chosen too. */
  conflicts: readonly Conflict[];
}
