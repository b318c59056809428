import { tracked } from "@trpc/server";
import { z } from "zod";
import type { Workflow } from "@/core/node";
import { CONTAINER_STATES } from "@/core/states";
import { publicStream } from "../errors";
import { eventMessage, toUpdate } from "../event-message";
import { countedStream } from "../streams";
import { procedure, router } from "../trpc";
import { args, cursor, given, id, json, kwargs, nodes, run, submission } from "./inputs";

const NEVER = new AbortController().signal;

export const runsRouter = router({
  submit: procedure.input(submission).mutation(async ({ ctx, input }) => {
    const { workflow, workflowId, revision, arguments: givenArguments, ...rest } = input;
    const { runId } =
      workflowId === undefined
        ? await ctx.engine.submit(given({ ...rest, workflow: workflow as Workflow }))
        : await ctx.engine.submitSaved(
            given({ ...rest, workflowId, revision, arguments: givenArguments }),
          );
    return { runId };
  }),

  get: procedure.input(run).query(({ ctx, input }) => ctx.engine.getRun(input.runId)),

  packed: procedure.input(run).query(({ ctx, input }) => ctx.engine.getPackedRun(input.runId)),

  workflow: procedure.input(run).query(({ ctx, input }) => ctx.engine.getWorkflow(input.runId)),

  list: procedure
    .input(
      z
        .strictObject({
          state: z.enum(CONTAINER_STATES),
          search: z.string().max(200),
          task: z.string().max(200),
          limit: z.number().int().min(1).max(200),
          // As it was answered: null at the end.
          cursor: cursor.nullable(),
        })
        .partial()
        .optional(),
    )
    .query(({ ctx, input }) => {
      const { cursor: from, ...filter } = input ?? {};
      return ctx.engine.listRuns(given({ ...filter, cursor: from ?? undefined }));
    }),

  node: procedure
    .input(run.extend({ nodeId: id }))
    .query(({ ctx, input }) => ctx.engine.getNode(input.runId, input.nodeId)),

  waiting: procedure
    .input(run.extend({ nodeId: id }))
    .query(({ ctx, input }) => ctx.engine.waiting(input.runId, input.nodeId)),

  result: procedure
    .input(run.extend({ nodeId: id.optional() }))
    .query(({ ctx, input }) => ctx.engine.result(input.runId, input.nodeId)),

  events: procedure
    .input(run.extend({ lastEventId: cursor.nullish(), cursor: cursor.nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      // A stream that is taken up again brings the last id it has seen, and still the first input's cursor.
      const from = input.lastEventId ?? input.cursor ?? null;
      const batches = ctx.engine.follow(input.runId, from, signal ?? NEVER);
      for await (const batch of publicStream(countedStream(batches), signal)) {
        if (ctx.bypass) await ctx.bypass.send(eventMessage(batch));
        else yield tracked(batch.cursor, toUpdate(batch));
      }
    }),

  history: procedure
    .input(
      run.extend({
        after: z.number().int().min(0).optional(),
        limit: z.number().int().min(1).max(5_000).default(2_000),
      }),
    )
    .query(({ ctx, input }) => ctx.engine.history(given(input))),

  follow: procedure.subscription(async function* ({ ctx, signal }) {
    yield* publicStream(countedStream(ctx.engine.followRuns(signal ?? NEVER)), signal);
  }),

  revoke: procedure
    .input(
      run.extend({ ...nodes, terminate: z.boolean().optional(), dryRun: z.boolean().optional() }),
    )
    .mutation(({ ctx, input }) => ctx.engine.revoke(given(input))),

  retry: procedure
    .input(
      run.extend({
        ...nodes,
        scope: z.enum(["failed", "node", "from"]),
        args: args.optional(),
        kwargs: kwargs.optional(),
        dryRun: z.boolean().optional(),
      }),
    )
    .mutation(({ ctx, input }) => ctx.engine.retry(given(input))),

  succeed: procedure
    .input(
      run.extend({
        nodeId: id,
        value: json,
        note: z.string().optional(),
        dryRun: z.boolean().optional(),
      }),
    )
    .mutation(({ ctx, input }) => ctx.engine.succeed(given(input))),

  pause: procedure.input(run).mutation(({ ctx, input }) => ctx.engine.pause(input.runId)),
  resume: procedure.input(run).mutation(({ ctx, input }) => ctx.engine.resume(input.runId)),
  pin: procedure.input(run).mutation(({ ctx, input }) => ctx.engine.setPinned(input.runId, true)),
  unpin: procedure
    .input(run)
    .mutation(({ ctx, input }) => ctx.engine.setPinned(input.runId, false)),
  remove: procedure.input(run).mutation(({ ctx, input }) => ctx.engine.remove(input.runId)),
});
