import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { TaskContext } from "@/core/task";
import { defineTask } from "espalier";
import { reportHtml } from "./report-html";
import { wordCount, type Totals, type WordCount } from "./word-count";

export const filesReport = defineTask({
  name: "files.report",
  description: "Writes an HTML report of word counts.",
  // null stands for a file whose count was optional and failed.
  params: { counts: z.array(wordCount.nullable()), title: z.string() },
  result: z.object({
    path: z.string(),
    html: z.string(),
    totals: wordCount.omit({ path: true }),
  }),
  run: async ({ counts, title }, ctx) => {
    const known = counts.filter((count) => count !== null);
    const totals = totalOf(known);
    const html = reportHtml(title, known, totals);
    return { path: await save(html, ctx), html, totals };
  },
});

function totalOf(counts: readonly WordCount[]): Totals {
  const totals = { lines: 0, words: 0, bytes: 0 };
  for (const { lines, words, bytes } of counts) {
    totals.lines += lines;
    totals.words += words;
    totals.bytes += bytes;
  }
  return totals;
}

/** Writes beside, then renames: a reader and a repeated execution see a whole report or none. */
async function save(html: string, ctx: TaskContext): Promise<string> {
  const folder = path.join(ctx.dataDir, "reports");
  const name = `${ctx.runId}-${ctx.stepId}`.replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, 200);
  const file = path.join(folder, `${name}.html`);
  const draft = path.join(folder, `${name}.${crypto.randomUUID()}.tmp`);
  await mkdir(folder, { recursive: true });
  await writeFile(draft, html, { mode: 0o600, flag: "wx", signal: ctx.signal });
  await rename(draft, file);
  return path.relative(process.cwd(), file);
}
