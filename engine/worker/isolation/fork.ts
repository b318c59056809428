/** Starting a process for a step, and ending it with all that it has started. */
import { fork, type ChildProcess } from "node:child_process";
import { LineSplitter } from "./lines";
import type { Exit } from "./exit";

export interface ForkOptions {
  /** Absolute path of the module that serves the step; it calls `serveStep`. */
  entry: string;
  args?: string[];
  /** What Node is told before the entry, for instance `["--import", "tsx"]`. */
  execArgv?: string[];
}

export interface Forked {
  child: ChildProcess;
  /** When it is gone. */
  exited: Promise<Exit>;
  /** When everything that it printed was read. */
  closed: Promise<void>;
}

export function forkStep(
  { entry, args = [], execArgv = [] }: ForkOptions,
  onLine: (line: string, from: "stdout" | "stderr") => void,
): Forked {
  // A group of its own: a signal from the terminal is for the worker, and what a handler starts ends with it.
  const child = fork(entry, args, {
    execArgv,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const from of ["stdout", "stderr"] as const) {
    const lines = new LineSplitter((line) => onLine(line, from));
    child[from]?.on("data", (piece: Buffer) => lines.write(piece)).on("end", () => lines.end());
  }
  const exited = new Promise<Exit>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
  });
  const closed = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  return { child, exited, closed };
}

/** Also when the process itself is gone: what it had started may be there still. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
