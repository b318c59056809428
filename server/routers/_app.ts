import { router } from "../trpc";
import { logsRouter } from "./logs";
import { queuesRouter } from "./queues";
import { runsRouter } from "./runs";
import { systemRouter } from "./system";
import { tasksRouter } from "./tasks";
import { templatesRouter } from "./templates";
import { workersRouter } from "./workers";
import { workflowsRouter } from "./workflows";

export const appRouter = router({
  runs: runsRouter,
  tasks: tasksRouter,
  workflows: workflowsRouter,
  templates: templatesRouter,
  workers: workersRouter,
  queues: queuesRouter,
  logs: logsRouter,
  system: systemRouter,
});

export type AppRouter = typeof appRouter;
