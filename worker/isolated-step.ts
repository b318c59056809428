/** The process of one step of an isolated task. Started by a worker, which says which tasks to load. */
import { serveStep } from "@/engine/worker/isolation/child";
import type { TaskSources } from "./isolation";
import { importModules } from "./load-tasks";
import { builtInTasks } from "./tasks";

async function load() {
  const { modules, filesRoot } = JSON.parse(process.argv[2] ?? "") as TaskSources;
  const loaded = await importModules(modules);
  return [...builtInTasks({ filesRoot }), ...loaded.flat()];
}

await serveStep(load);
