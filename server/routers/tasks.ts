import { procedure, router } from "../trpc";

export const tasksRouter = router({
  list: procedure.query(({ ctx }) => ctx.engine.listTasks()),
});
