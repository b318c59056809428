import {
  HEARTBEAT_MS,
  type AnnouncedTask,
  type Registry,
  type WorkerDescription,
} from "./registry";

export interface Presence {
  /** Stops and forgets the worker, once a heartbeat under way has ended. */
  close(): Promise<void>;
}

export interface PresenceOptions {
  registry: Registry;
  tasks: readonly AnnouncedTask[];
  /** Asked at every heartbeat: how much runs changes. */
  describe(): WorkerDescription;
  /** Told of heartbeats that fail; the next one is tried all the same. */
  onError(error: unknown): void;
  /** @default 5 seconds */
  everyMs?: number;
}

/**
 * Announces a worker and its tasks, and keeps saying that it is there.
 *
 * The first announcement has succeeded when this resolves. A registry that lost the worker's record (Redis
 * was emptied, the machine slept) has lost the tasks too, perhaps: they are announced again with it.
 */
export async function announcePresence(options: PresenceOptions): Promise<Presence> {
  const { registry, tasks, describe, onError } = options;
  const beat = async () => {
    if (await registry.heartbeat(describe())) await registry.announceTasks(tasks);
  };

  await registry.announceTasks(tasks);
  await beat();
  let underWay: Promise<void> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    // Redis that answers slower than the interval must not pile up heartbeats.
    if (isBusy) return;
    isBusy = true;
    underWay = beat()
      .catch(onError)
      .finally(() => {
        isBusy = false;
      });
  }, options.everyMs ?? HEARTBEAT_MS);

  return {
    async close() {
      clearInterval(timer);
      await underWay;
      await registry.removeWorker(describe().id);
    },
  };
}
