import { z } from "zod";

/** What `files.wordCount` gives and `files.report` takes. */
export const wordCount = z.object({
  path: z.string(),
  lines: z.number().int(),
  words: z.number().int(),
  bytes: z.number().int(),
});
export type WordCount = z.infer<typeof wordCount>;

export type Totals = Omit<WordCount, "path">;

/** Counts a text that arrives in pieces, wherever they are cut. */
export async function countWords(pieces: AsyncIterable<string>): Promise<Omit<Totals, "bytes">> {
  let lines = 0;
  let words = 0;
  let insideWord = false;
  let endsOpen = false;
  for await (const piece of pieces) {
    const found = piece.match(/\S+/g) ?? [];
    // A word cut in two by the pieces is one word.
    words += found.length - Number(insideWord && /^\S/.test(piece));
    lines += piece.split("\n").length - 1;
    if (piece === "") continue;
    insideWord = /\S$/.test(piece);
    endsOpen = !piece.endsWith("\n");
  }
  return { lines: lines + Number(endsOpen), words };
}
