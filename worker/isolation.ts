/** How this process starts those of isolated tasks: same loader, same tasks. */
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { IsolationOptions } from "@/engine/port";

/** Which tasks a process of a step loads. */
export interface TaskSources {
  /** Absolute paths of task modules, beside the built-in tasks. */
  modules: readonly string[];
  /** Absolute; for the built-in tasks. */
  filesRoot: string;
}

export function isolationOf(sources: TaskSources, processes: number): IsolationOptions {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  return {
    entry: fileURLToPath(new URL("isolated-step.ts", import.meta.url)),
    args: [JSON.stringify(sources)],
    execArgv: ["--import", pathToFileURL(tsx).href],
    processes,
  };
}
