/**
 * The tasks that are known and the workers that are there.
 *
 * Tasks outlive workers: a task announced once stays known, with nobody offering it. A worker is there as
 * long as it says so: its record carries the time of its last word, by Redis's clock, so that a worker or
 * web process whose own clock is wrong is judged like any other.
 */
import type { Redis } from "ioredis";
import type { TaskInfo } from "@/core/task";
import type { WorkerInfo } from "../port";

export const HEARTBEAT_MS = 5_000;
/** Three heartbeats missed: offline. */
export const OFFLINE_AFTER_MS = 15_000;
// Records of workers that died without a word are of no use to anybody after this.
const FORGET_AFTER_MS = 60 * 60 * 1000;

export type AnnouncedTask = Omit<TaskInfo, "workers">;
/** A worker as it describes itself; the registry adds when it was seen. */
export type WorkerDescription = Omit<WorkerInfo, "seenAt">;

export interface RegistryKeys {
  /** Hash: task name to its description. */
  tasks: string;
  /** Hash: worker id to its description. */
  workers: string;
}

export interface Registry {
  announceTasks(tasks: readonly AnnouncedTask[]): Promise<void>;
  /** Records that the worker is there. Answers true when it was not known: tasks need announcing again. */
  heartbeat(worker: WorkerDescription): Promise<boolean>;
  /** Forgets the worker at once; its tasks stay known. */
  removeWorker(id: string): Promise<void>;
  /** Every known task, by name, with the workers that offer it now. */
  listTasks(): Promise<TaskInfo[]>;
  /** The workers that are there, longest running first. */
  listWorkers(): Promise<WorkerInfo[]>;
}

/** `now` answers the time of Redis in milliseconds; tests give their own. */
export function createRegistry(
  redis: Redis,
  keys: RegistryKeys,
  now: () => Promise<number> = () => redisTime(redis),
): Registry {
  async function listWorkers(): Promise<WorkerInfo[]> {
    const [time, records] = await Promise.all([now(), redis.hgetall(keys.workers)]);
    return Object.values(records)
      .map(parseWorker)
      .filter((worker) => time - worker.seenAt < OFFLINE_AFTER_MS)
      .toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  }

  return {
    listWorkers,

    async announceTasks(tasks) {
      if (tasks.length === 0) return;
      await redis.hset(keys.tasks, new Map(tasks.map((task) => [task.name, JSON.stringify(task)])));
    },

    async heartbeat(worker) {
      const record: WorkerInfo = { ...worker, seenAt: await now() };
      const added = await redis.hset(keys.workers, worker.id, JSON.stringify(record));
      if (added > 0) await forgetOld(redis, keys.workers, record.seenAt);
      return added > 0;
    },

    async removeWorker(id) {
      await redis.hdel(keys.workers, id);
    },

    async listTasks() {
      const [records, workers] = await Promise.all([redis.hgetall(keys.tasks), listWorkers()]);
      return Object.values(records)
        .map((record) => JSON.parse(record) as AnnouncedTask)
        .map((task) => ({
          ...task,
          workers: workers.filter(({ tasks }) => tasks.includes(task.name)).map(({ id }) => id),
        }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

/** Once for each worker that comes: that bounds the records without a timer of their own. */
async function forgetOld(redis: Redis, key: string, time: number): Promise<void> {
  const old = Object.values(await redis.hgetall(key))
    .map(parseWorker)
    .filter((worker) => time - worker.seenAt > FORGET_AFTER_MS);
  if (old.length > 0) await redis.hdel(key, ...old.map((worker) => worker.id));
}

function parseWorker(record: string): WorkerInfo {
  return JSON.parse(record) as WorkerInfo;
}

async function redisTime(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}
