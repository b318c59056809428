/** A worker process of the fault tests: the real worker with the tests' tasks and scaled times. */
import { fileURLToPath } from "node:url";
import { createEngine, type EngineTimings } from "@/engine/index";
import { closeOnSignals } from "@/worker/shutdown";
import { FAULT_TASKS } from "./tasks";
import { FAULT_TIMINGS } from "./timings";

export interface WorkerOrders {
  redisUrl: string;
  prefix: string;
  dataDir: string;
  concurrency: number;
  /** Its clock is wrong by so much. @default 0 */
  skewMs?: number;
  /** Names of tasks that it does not have. */
  lacks?: string[];
  /** Other times than the scaled ones. */
  timings?: Partial<EngineTimings>;
}

const orders = JSON.parse(process.argv[2] ?? "") as WorkerOrders;
const { redisUrl, prefix, skewMs = 0, lacks = [], timings, ...rest } = orders;
const tasks = FAULT_TASKS.filter(({ info }) => !lacks.includes(info.name));
if (skewMs !== 0) {
  const now = Date.now.bind(Date);
  Date.now = () => now() + skewMs;
}
const engine = createEngine({
  ...{ redisUrl, prefix, timings: { ...FAULT_TIMINGS, ...timings } },
  log: (level, message, details) => {
    const more = details instanceof Error ? `: ${details.stack ?? details.message}` : "";
    process.stdout.write(`${level.toUpperCase()} ${message}${more}\n`);
  },
});
const isolation = {
  entry: fileURLToPath(new URL("step-process.ts", import.meta.url)),
  execArgv: ["--import", "tsx"],
  // As many as any test has suspects at once: one that waits for the test may hold no other up.
  processes: 10,
};
const worker = await engine.work({ tasks, queues: ["default"], isolation, ...rest });
closeOnSignals(worker, engine);
process.stdout.write(`READY ${worker.id}\n`);
