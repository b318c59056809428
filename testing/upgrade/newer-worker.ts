/** A worker as a later version would be: it knows one format of runs more than this one. See upgrade.redis.test.ts. */
import { FORMATS } from "@/engine/format";
import { connectRedis } from "@/engine/redis";
import { createServices } from "@/engine/services";
import { startWorker } from "@/engine/worker/worker";
import { builtInTasks } from "@/worker/tasks";
import { TIMINGS } from "../timings";

const {
  REDIS_URL = "",
  ESPALIER_PREFIX: prefix = "",
  ESPALIER_DATA_DIR: dataDir = "",
} = process.env;
const connect = () => connectRedis(REDIS_URL, { maxRetriesPerRequest: null });
const formats = { ...FORMATS, newest: FORMATS.newest + 1 };
const services = createServices(connect(), { prefix, timings: TIMINGS }, { formats });
await startWorker(
  services,
  { bull: connect(), subscriber: connect() },
  { tasks: builtInTasks({ filesRoot: dataDir }), queues: ["default"], concurrency: 5, dataDir },
);
process.stdout.write("Ready: newer\n");
