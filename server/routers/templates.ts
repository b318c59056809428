import { z } from "zod";
import { procedure, router } from "../trpc";
import { given, id } from "./inputs";

const baseRevision = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const templatesRouter = router({
  /** All of them, by name. */
  list: procedure.query(({ ctx }) => ctx.engine.templates.list()),

  save: procedure
    .input(z.strictObject({ id: id.optional(), baseRevision, template: z.unknown() }))
    .mutation(({ ctx, input: { baseRevision: base, template, ...rest } }) =>
      ctx.engine.templates.save({ ...given(rest), baseRevision: base, template }),
    ),

  remove: procedure
    .input(z.strictObject({ id, baseRevision }))
    .mutation(({ ctx, input }) => ctx.engine.templates.remove(input.id, input.baseRevision)),
});
