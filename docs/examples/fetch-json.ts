import { defineTask } from "espalier";
import { z } from "zod";

export const fetchJson = defineTask({
  name: "web.fetchJson",
  description: "Reads JSON from an address.",
  params: { url: z.url() },
  result: z.unknown(),
  defaults: {
    attempts: 5,
    backoff: { type: "exponential", delayMs: 500, maxMs: 30_000, jitter: 1 },
    timeoutMs: 20_000,
  },
  run: async ({ url }, ctx) => {
    const answer = await fetch(url, { signal: ctx.signal });
    if (answer.ok) return answer.json();
    if (answer.status === 429) {
      ctx.retry({ delayMs: Number(answer.headers.get("retry-after")) * 1000 });
    }
    // What is not there now will not be there in a second.
    const final = answer.status === 404;
    throw Object.assign(new Error(`${url} answered ${answer.status}`), { final });
  },
});
