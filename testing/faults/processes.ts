/** The processes of a fault test: workers and web processes, watched from outside. */
import { fileURLToPath } from "node:url";
import type { EngineTimings } from "@/engine/index";
import type { RedisProxy } from "../redis-proxy";
import type { startWorkerProcess } from "../worker-process";
import type { CrashPoint } from "./crash-points";

const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
/** What Node is told to start. */
export const WORKER = [fileOf("worker.ts")];
// As Next resolves what only a server may import.
export const WEB = ["--conditions=react-server", fileOf("web.ts")];

/** A worker or a web process. */
export interface FaultProcess {
  pid: number;
  proxy: RedisProxy;
  /** Resolves when it takes work, or requests. */
  ready: Promise<void>;
  exited: Promise<number | null>;
  said(): string;
  says(text: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  /** The test wants it to end, or its tasks do; any other end is a complaint. */
  mayEnd: boolean;
}

export interface WorkerWishes {
  /** It is killed there; {@link FaultProcess.exited} tells when it happened. */
  crashAt?: CrashPoint;
  /** At the how manieth time. @default 1 */
  nth?: number;
  /** @default 5 */
  concurrency?: number;
  /** Its clock is wrong by so many milliseconds. @default 0 */
  skewMs?: number;
  /** Tasks that came with a later version than its own. @default none */
  lacks?: string[];
  /** Other times than the scaled ones, for instance a lease that a busy machine does not lose. */
  timings?: Partial<EngineTimings>;
}

/** @param complain hears of an end that nobody brought about */
export function watchProcess(
  started: ReturnType<typeof startWorkerProcess>,
  proxy: RedisProxy | undefined,
  complain: (line: string) => void,
): FaultProcess {
  const { child, exited, said, says } = started;
  const ready = says("READY");
  // Who waits for it hears of it; one that is killed before is none that failed.
  ready.catch(() => {});
  const running: FaultProcess = {
    ...{ pid: child.pid ?? 0, ready, exited, said, says, mayEnd: false },
    get proxy() {
      if (!proxy) throw new Error("No proxy stands before this store");
      return proxy;
    },
    signal(signal) {
      running.mayEnd = true;
      child.kill(signal);
    },
    kill() {
      running.mayEnd = true;
      return started[Symbol.asyncDispose]();
    },
  };
  void exited.then((code) => {
    if (!running.mayEnd) complain(`ERROR process ${running.pid} ended with ${code}: ${said()}`);
  });
  return running;
}
