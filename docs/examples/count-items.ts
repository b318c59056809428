import { callOf, defineTask, type TaskOutcome } from "espalier";
import { z } from "zod";

const page = z.object({ items: z.array(z.unknown()), next: z.url().nullable() });
const total = z.number();

/** One iteration reads one page; the next one goes on where the page says. */
export const countItems = defineTask({
  name: "web.countItems",
  description: "Counts the items of all pages.",
  params: { url: z.url(), count: z.number().default(0) },
  positional: ["url", "count"],
  result: total,
  run: async ({ url, count }, ctx): Promise<TaskOutcome<typeof total>> => {
    const answer = await fetch(url, { signal: ctx.signal });
    const { items, next } = page.parse(await answer.json());
    const soFar = count + items.length;
    return next === null ? soFar : callOf("web.countItems", [next, soFar]);
  },
});
