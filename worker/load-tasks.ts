/** The tasks of a worker: the built-in ones, and those of the modules that `WORKER_TASKS` names. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { TaskDefinition } from "@/core/task";
import { matchesGlob, mayMatchBelow, parseGlob } from "./files/glob";
import { provideImports } from "./task-imports";

export interface LoadedTasks {
  tasks: TaskDefinition[];
  /** Absolute paths of the modules that define those that are not built in. */
  modules: string[];
}

/** @throws Error for a glob without files, a module without tasks, and a name that is given twice. */
export async function loadTasks(
  builtIn: readonly TaskDefinition[],
  globs: readonly string[],
): Promise<LoadedTasks> {
  const sources = new Map(builtIn.map((task) => [task.info.name, "the built-in tasks"]));
  const tasks = [...builtIn];
  const modules = await findModules(globs);
  for (const [i, found] of (await importModules(modules)).entries()) {
    const file = modules[i] ?? "";
    for (const task of found) {
      const before = sources.get(task.info.name);
      if (before !== undefined) {
        throw new Error(
          `The task "${task.info.name}" of ${file} is already defined by ${before}. Rename one of them.`,
        );
      }
      sources.set(task.info.name, file);
      tasks.push(task);
    }
  }
  return { tasks, modules };
}

async function findModules(globs: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const glob of globs) {
    const files = await expand(glob);
    if (files.length === 0) {
      throw new Error(
        `WORKER_TASKS: no file matches "${glob}" (seen from ${process.cwd()}). Correct the path or remove it.`,
      );
    }
    for (const file of files) found.add(file);
  }
  return [...found];
}

/** The files that a glob names, sorted. Its fixed beginning may lead anywhere: who runs the worker chose it. */
async function expand(pattern: string): Promise<string[]> {
  const parts = pattern.split("/");
  const firstGlob = parts.findIndex((part) => /[*?{]/.test(part));
  if (firstGlob === -1) return [path.resolve(pattern)];
  const root = path.resolve(parts.slice(0, firstGlob).join("/") || (firstGlob > 0 ? "/" : "."));
  const glob = parseGlob(parts.slice(firstGlob).join("/"));
  const found: string[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const relative = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isSkipped = entry.name === "node_modules" || entry.name.startsWith(".");
      if (entry.isDirectory() && !isSkipped && mayMatchBelow(glob, relative))
        folders.push(relative);
      if (entry.isFile() && matchesGlob(glob, relative)) found.push(path.join(root, relative));
    }
  }
  return found.toSorted();
}

/** The tasks of each module. @throws Error when one cannot be loaded or exports no task */
export function importModules(files: readonly string[]): Promise<TaskDefinition[][]> {
  if (files.length > 0) provideImports();
  return Promise.all(files.map(importTasks));
}

async function importTasks(file: string): Promise<TaskDefinition[]> {
  const exported = (await import(pathToFileURL(file).href).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`WORKER_TASKS: ${file} cannot be loaded: ${reason}`, { cause });
  })) as { [name: string]: unknown };
  const tasks = new Set(Object.values(exported).filter(isTask));
  if (tasks.size === 0) {
    throw new Error(
      `WORKER_TASKS: ${file} exports no task. Export what defineTask gives, or leave the file out.`,
    );
  }
  return [...tasks];
}

function isTask(value: unknown): value is TaskDefinition {
  return (
    typeof value === "object" &&
    value !== null &&
    "info" in value &&
    "params" in value &&
    "result" in value &&
    "run" in value &&
    typeof value.run === "function"
  );
}
