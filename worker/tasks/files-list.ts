import { z } from "zod";
import { defineTask } from "espalier";
import { listFiles } from "../files/root";

export function filesList(root: string) {
  return defineTask({
    name: "files.list",
    description: "Lists the files that match a pattern such as docs/**/*.md, sorted.",
    params: { pattern: z.string().min(1) },
    result: z.array(z.string()),
    run: ({ pattern }, ctx) => listFiles(root, pattern, ctx.signal),
  });
}
