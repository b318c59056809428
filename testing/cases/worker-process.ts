/** A worker in a process of its own, for the row that kills it. See `killable-worker.ts`. */
import { createEngine } from "@/engine/index";
import { gateOf } from "../gates";
import { ALL_TASKS } from "../tasks";
import { TIMINGS } from "../timings";

interface Orders {
  redisUrl: string;
  prefix: string;
  dataDir: string;
  /** Gates that stand open here; the others stay closed for ever. */
  openGates: string[];
}

const { redisUrl, prefix, dataDir, openGates } = JSON.parse(process.argv[2] ?? "") as Orders;
for (const name of openGates) gateOf(dataDir, name).open();
await createEngine({ redisUrl, prefix, timings: TIMINGS }).work({
  tasks: ALL_TASKS,
  queues: ["default"],
  concurrency: 5,
  dataDir,
});
