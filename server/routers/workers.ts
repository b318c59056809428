import { procedure, router } from "../trpc";

export const workersRouter = router({
  list: procedure.query(({ ctx }) => ctx.engine.listWorkers()),
});
