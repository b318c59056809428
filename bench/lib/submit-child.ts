/** Submits one large workflow and tells how long it took and how much memory it needed. */
import { createEngine } from "@/engine/index";
import { callOf, group } from "@/library";

const [url = "", count = "0"] = process.argv.slice(2);
const root = group(
  ...Array.from({ length: Number(count) }, (_, i) => callOf("math.add", [i, i])),
).node;
const workflow = { version: 1 as const, name: "large", root };
const engine = createEngine({ redisUrl: url, limits: { nodes: 1_000_000 } });
await engine.check();
const baseMb = process.memoryUsage().rss / 2 ** 20;
const from = performance.now();
await engine.submit({ workflow });
const ms = performance.now() - from;
await engine.close();
process.send?.({ ms, baseMb, peakMb: process.resourceUsage().maxRSS / 1024 });
process.disconnect?.();
