import { z } from "zod";
import { defineTask } from "espalier";
import { openFile } from "../files/root";
import { countWords, wordCount } from "./word-count";

export function filesWordCount(root: string) {
  return defineTask({
    name: "files.wordCount",
    description: "Counts the lines, words and bytes of a file.",
    params: { path: z.string().min(1) },
    result: wordCount,
    run: async ({ path }, ctx) => {
      await using file = await openFile(root, path);
      const stream = file.createReadStream({ signal: ctx.signal, autoClose: false });
      stream.setEncoding("utf8");
      const counts = await countWords(stream);
      return { path, ...counts, bytes: stream.bytesRead };
    },
  });
}
