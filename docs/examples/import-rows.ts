import { defineTask } from "espalier";
import { z } from "zod";

export const importRows = defineTask({
  name: "shop.importRows",
  description: "Imports rows of text.",
  params: { rows: z.array(z.string()) },
  result: z.object({ imported: z.number(), left: z.number() }),
  run: async ({ rows }, ctx) => {
    ctx.setState("Importing");
    let imported = 0;
    for (const [i, row] of rows.entries()) {
      ctx.signal.throwIfAborted();
      if (await isImported(row)) imported += 1;
      else ctx.log(`Row ${i + 1} is empty and was left out.`);
      ctx.progress(i + 1, rows.length);
    }
    return { imported, left: rows.length - imported };
  },
});

async function isImported(row: string): Promise<boolean> {
  return Promise.resolve(row.trim() !== "");
}
