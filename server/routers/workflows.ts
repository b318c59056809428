import { z } from "zod";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import { procedure, router } from "../trpc";
import { given, id } from "./inputs";

const author = z.string().max(80).optional();
const name = z.string().trim().min(1).max(500);
const revision = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const byId = z.strictObject({ id });

export const workflowsRouter = router({
  /** Workflows to start from. */
  examples: procedure.query(() => EXAMPLE_WORKFLOWS),

  /** Never throws on content: what is wrong is the answer. */
  validate: procedure
    .input(z.strictObject({ workflow: z.unknown().optional() }))
    .query(async ({ ctx, input }) => {
      return { problems: await ctx.engine.validate(input.workflow) };
    }),

  list: procedure
    .input(
      z
        .strictObject({
          search: z.string().max(200),
          sort: z.enum(["saved", "created", "name", "run"]),
          removed: z.boolean(),
          limit: z.number().int().min(1).max(200),
          cursor: z.string().max(16).nullable(),
        })
        .partial()
        .optional(),
    )
    .query(({ ctx, input }) => {
      const { cursor, ...filter } = input ?? {};
      return ctx.engine.workflows.list(given({ ...filter, cursor: cursor ?? undefined }));
    }),

  get: procedure
    .input(byId.extend({ revision: revision.optional() }))
    .query(({ ctx, input }) => ctx.engine.workflows.get(input.id, input.revision)),

  /** How it is now, without its document: small enough to be asked often. */
  head: procedure.input(byId).query(({ ctx, input }) => ctx.engine.workflows.head(input.id)),

  versions: procedure
    .input(
      byId.extend({
        before: revision.optional(),
        // As it was answered: null at the end.
        cursor: revision.nullish(),
        limit: z.number().int().min(1).max(200).optional(),
      }),
    )
    .query(({ ctx, input }) => {
      const { id: workflowId, cursor, before = cursor ?? undefined, limit } = input;
      return ctx.engine.workflows.versions(workflowId, given({ before, limit }));
    }),

  save: procedure
    .input(
      z.strictObject({
        id: id.optional(),
        baseRevision: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullish(),
        workflow: z.unknown(),
        saveId: z.string().min(1).max(64).optional(),
        author,
        allowEmpty: z.boolean().optional(),
        restoredFrom: revision.optional(),
      }),
    )
    .mutation(({ ctx, input }) => {
      const { baseRevision, ...rest } = input;
      return ctx.engine.workflows.save({ ...given(rest), baseRevision: baseRevision ?? 0 });
    }),

  rename: procedure
    .input(byId.extend({ name, author }))
    .mutation(({ ctx, input }) =>
      ctx.engine.workflows.rename(input.id, input.name, given({ author: input.author })),
    ),

  duplicate: procedure
    .input(byId.extend({ newId: id.optional(), name: name.optional(), author }))
    .mutation(({ ctx, input: { id: from, ...copy } }) =>
      ctx.engine.workflows.duplicate(from, given(copy)),
    ),

  remove: procedure.input(byId).mutation(({ ctx, input }) => ctx.engine.workflows.remove(input.id)),

  /** Brings a deleted workflow back. */
  restore: procedure
    .input(byId)
    .mutation(({ ctx, input }) => ctx.engine.workflows.restore(input.id)),
});
