import { procedure, router } from "../trpc";
import { queue } from "./inputs";

export const queuesRouter = router({
  list: procedure.query(({ ctx }) => ctx.engine.listQueues()),
  pause: procedure.input(queue).mutation(({ ctx, input }) => ctx.engine.pauseQueue(input.queue)),
  resume: procedure.input(queue).mutation(({ ctx, input }) => ctx.engine.resumeQueue(input.queue)),
});
