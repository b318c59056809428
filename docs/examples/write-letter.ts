import { writeFile } from "node:fs/promises";
import path from "node:path";
import { defineTask } from "espalier";
import { z } from "zod";

/** However often it is executed for one decision, there is one letter. */
export const writeLetter = defineTask({
  name: "mail.writeLetter",
  description: "Puts a letter into the outbox.",
  params: { to: z.string(), text: z.string() },
  positional: ["to", "text"],
  result: z.string(),
  run: async ({ to, text }, ctx) => {
    const file = path.join(ctx.dataDir, `${ctx.idempotencyKey}.letter`);
    try {
      await writeFile(file, `To ${to}\n\n${text}\n`, { flag: "wx" });
    } catch (error) {
      const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
      if (!isThere) throw error;
      ctx.log("An execution before this one has written it.");
    }
    return file;
  },
});
