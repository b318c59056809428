/** The worker process: environment, engine, tasks, work, signals. */
import { createEngine } from "@/engine/index";
import { isEngineError } from "@/core/errors";
import { EnvironmentError } from "@/engine/env";
import { readWorkerEnv } from "./env";
import { isolationOf } from "./isolation";
import { loadTasks } from "./load-tasks";
import { log } from "./log";
import { closeOnSignals } from "./shutdown";
import { builtInTasks } from "./tasks";

const ADVICE = "Check that Redis runs and that REDIS_URL leads to it, then start again.";

async function start(): Promise<void> {
  const env = readWorkerEnv();
  const { filesRoot } = env;
  const { tasks, modules } = await loadTasks(builtInTasks({ filesRoot }), env.taskModules);
  const engine = createEngine({
    redisUrl: env.redisUrl,
    prefix: env.prefix,
    limits: env.limits,
    runTtlMs: env.runTtlMs,
    keepRuns: env.keepRuns,
    log,
  });
  await engine.check();
  const worker = await engine.work({
    tasks,
    queues: env.queues,
    concurrency: env.concurrency,
    dataDir: env.dataDir,
    isolation: isolationOf({ modules, filesRoot }, env.processes),
  });
  closeOnSignals(worker, engine);
  log("info", `Ready: ${tasks.length} tasks, queues ${env.queues.join(", ")}.`);
}

start().catch((error: unknown) => {
  if (error instanceof EnvironmentError) log("error", error.message);
  else if (isEngineError(error)) log("error", `${error.message} ${ADVICE}`);
  else log("error", "The worker cannot start:", error);
  process.exit(1);
});
