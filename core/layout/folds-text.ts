/** What a person folded, as it stands in an address: `fold=a&unfold=b&lanes=48*c&lane=d`. */
import { NO_FOLDS, type Folds } from "./types";

const NAMES = ["fold", "unfold", "lanes", "lane"] as const;
/** An address has an end: folds of more containers than this are not in it. */
export const FOLDS_WRITTEN = 100;

/** The parts of an address that this module reads and writes. */
export type FoldsText = [name: (typeof NAMES)[number], value: string][];

/** Folds as names and values; none when there are more than fit into an address. */
export function writeFolds({ folded, shown, picked = new Set() }: Folds): FoldsText {
  if (folded.size + shown.size + picked.size > FOLDS_WRITTEN) return [];
  return [
    ...[...folded].map(([id, is]): FoldsText[number] => [is ? "fold" : "unfold", id]),
    ...[...shown].map(([id, lanes]): FoldsText[number] => ["lanes", `${lanes}*${id}`]),
    ...[...picked].map((id): FoldsText[number] => ["lane", id]),
  ];
}

/** The folds in an address. What cannot be read is left out, and ids that are not there do no harm. */
export function readFolds(all: (name: string) => readonly string[]): Folds {
  const folded = new Map<string, boolean>();
  for (const id of all("fold")) folded.set(id, true);
  for (const id of all("unfold")) folded.set(id, false);
  const shown = new Map<string, number>();
  for (const text of all("lanes")) {
    const [, lanes, id] = /^(\d{1,6})\*(.+)$/s.exec(text) ?? [];
    if (id !== undefined) shown.set(id, Number(lanes));
  }
  const picked = new Set(all("lane"));
  if (folded.size + shown.size + picked.size === 0) return NO_FOLDS;
  return { folded, shown, ...(picked.size > 0 && { picked }) };
}

/** All names that {@link writeFolds} may use: to be taken out before. */
export const FOLD_NAMES: readonly string[] = NAMES;
