/**
 * Runs handlers in processes of their own, a fresh one for each step: nothing of one step is left for the
 * next. Starting Node and loading the tasks takes a good part of a second, so one process stands by.
 */
import type { TaskDefinition } from "@/core/task";
import type { Executor, Running } from "../executor";
import type { ForkOptions } from "./fork";
import { Slots } from "./slots";
import { StepProcess } from "./step-process";

export interface IsolationOptions extends ForkOptions {
  /** How many steps may have a process at once; the others wait. */
  processes: number;
}

export interface IsolatingExecutor extends Executor {
  /** Ends the process that stands by; those of steps end with their steps. */
  close(): Promise<void>;
}

/** @throws Error when one of the tasks is isolated and nothing was said about how */
export function isolatingExecutorOf(worker: {
  tasks: readonly TaskDefinition[];
  isolation?: IsolationOptions;
}): IsolatingExecutor | undefined {
  const isolated = worker.tasks.find(({ info }) => info.isolated);
  // Without an isolated task a process is needed only for the rare suspect: none stands by.
  if (worker.isolation) return createIsolatingExecutor(worker.isolation, isolated !== undefined);
  if (!isolated) return undefined;
  throw new Error(
    `The task ${isolated.info.name} is isolated: say with "isolation" how its processes are started.`,
  );
}

function createIsolatingExecutor(options: IsolationOptions, standsBy: boolean): IsolatingExecutor {
  const slots = new Slots(options.processes);
  let standby = standsBy ? new StepProcess(options) : undefined;
  let isClosed = false;

  function nextProcess(): StepProcess {
    const next = standby?.isAlive ? standby : new StepProcess(options);
    standby = standsBy && !isClosed ? new StepProcess(options) : undefined;
    return next;
  }

  return {
    async start(call): Promise<Running | undefined> {
      const { signal } = call.claim.interruption;
      if (!(await slots.take(signal))) return undefined;
      const process = nextProcess();
      const end = async () => {
        await process.end();
        slots.release();
      };
      const { begun, outcome } = process.run(call);
      await Promise.race([begun, aborted(signal)]);
      if (!signal.aborted) return { outcome, end };
      await end();
      return undefined;
    },
    async close() {
      isClosed = true;
      await standby?.end();
      standby = undefined;
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
