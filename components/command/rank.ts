/** Which entries of the palette fit what was typed, the best first. Pure. */

export interface Ranked {
  label: string;
  /** Further words that it is found by. */
  words?: string;
}

const WORD = /[\s.:/_-]+/;

/** How well one typed word fits: 0 not at all; a label that begins with it is best. */
function fit(word: string, { label, words = "" }: Ranked): number {
  const name = label.toLowerCase();
  if (name.startsWith(word)) return 4;
  if (name.split(WORD).some((part) => part.startsWith(word))) return 3;
  if (name.includes(word)) return 2;
  return words.toLowerCase().includes(word) ? 1 : 0;
}

/** How well all of what was typed fits; 0 when a word of it does not. */
export function fitOf(query: string, entry: Ranked): number {
  let sum = 0;
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (word === "") continue;
    const points = fit(word, entry);
    if (points === 0) return 0;
    sum += points;
  }
  return sum;
}

/** The entries that fit, the best first, otherwise in their order; all of them for nothing typed. */
export function rank<Entry extends Ranked>(query: string, entries: readonly Entry[]): Entry[] {
  if (query.trim() === "") return [...entries];
  return entries
    .map((entry) => ({ entry, points: fitOf(query, entry) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .map(({ entry }) => entry);
}
