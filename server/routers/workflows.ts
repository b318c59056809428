import { z } from "zod";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import { procedure, router } from "../trpc";

export const workflowsRouter = router({
  /** Workflows to start from. */
  examples: procedure.query(() => EXAMPLE_WORKFLOWS),

  /** Never throws on content: what is wrong is the answer. */
  validate: procedure
    .input(z.strictObject({ workflow: z.unknown().optional() }))
    .query(async ({ ctx, input }) => {
      return { problems: await ctx.engine.validate(input.workflow) };
    }),
});
