/**
 * Ready steps to BullMQ jobs. The outbox was written by the script that made them ready; an entry leaves it
 * only when BullMQ has confirmed its job by name. Whatever goes wrong in between, the next drain repeats.
 */
import type { Commands } from "./commands";
import type { Flush, ReadyJob } from "./replies";
import { DEFAULT_QUEUE, jobIdOf, type Queues } from "./queues";

/** As many as one script call names. */
const PAGE = 500;

export interface Dispatcher {
  /**
   * Sends what a move left to send, and works off what it left to propagate.
   * `total`: counts along, for whoever does not wait for the end.
   */
  follow(runId: string, flush: Flush, total?: Flush): Promise<Flush>;
  /** Sends again what has been in the outbox for longer than `olderThanMs`. */
  drain(runId: string, olderThanMs: number): Promise<void>;
}

export function createDispatcher(commands: Commands, queues: Queues): Dispatcher {
  async function send(runId: string, jobs: ReadyJob[]): Promise<void> {
    const confirmed: string[] = [];
    for (const [queue, members] of byQueue(jobs)) {
      const bull = await queues.toSend(queue);
      const added = await bull.addBulk(
        members.map(({ element, epoch, priority, delayMs }) => {
          const data = { runId, stepId: element, epoch };
          return {
            name: "step",
            data,
            opts: {
              jobId: jobIdOf(data),
              ...(priority > 0 ? { priority } : {}),
              ...(delayMs > 0 ? { delay: delayMs } : {}),
            },
          };
        }),
      );
      // A bulk add is a pipeline: part of it may fail, and then gives a code in place of the id.
      members.forEach(({ element, epoch }, i) => {
        const id = jobIdOf({ runId, stepId: element, epoch });
        if (added[i]?.id === id) confirmed.push(`${element}.${epoch}`);
      });
    }
    if (confirmed.length > 0) await commands.ackDispatch(runId, confirmed);
  }

  async function drain(runId: string, olderThanMs: number): Promise<void> {
    for (;;) {
      const { jobs } = await commands.readOutbox(runId, olderThanMs);
      if (jobs.length > 0) await send(runId, jobs);
      if (jobs.length < PAGE) return;
    }
  }

  async function sendAll(runId: string, jobs: ReadyJob[]): Promise<void> {
    if (jobs.length > 0) await send(runId, jobs);
    if (jobs.length >= PAGE) await drain(runId, 0);
  }

  return {
    drain,
    async follow(runId, first, total = { ...first }) {
      let flush = first;
      for (;;) {
        const sending = sendAll(runId, flush.jobs);
        if (!flush.more) {
          await sending;
          return { ...total, more: false, settled: flush.settled, jobs: [] };
        }
        // What is ready begins while Redis makes more of it ready.
        [flush] = await Promise.all([commands.advanceRun(runId), sending]);
        total.revoked += flush.revoked;
        total.revoking += flush.revoking;
      }
    },
  };
}

function byQueue(jobs: ReadyJob[]): Map<string, ReadyJob[]> {
  const queues = new Map<string, ReadyJob[]>();
  for (const job of jobs) {
    const name = job.queue || DEFAULT_QUEUE;
    const members = queues.get(name);
    if (members) members.push(job);
    else queues.set(name, [job]);
  }
  return queues;
}
