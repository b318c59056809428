import { procedure, router } from "../trpc";

export const systemRouter = router({
  /** How the server's Redis stands, for the banner. */
  status: procedure.query(async ({ ctx }) => ({ memory: await ctx.engine.memory() })),
});
