import { procedure, router } from "../trpc";
import { cursor, id, run } from "./inputs";

export const logsRouter = router({
  tail: procedure
    .input(run.extend({ nodeId: id, cursor: cursor.nullish() }))
    .query(({ ctx, input }) =>
      ctx.engine.tailLogs(input.runId, input.nodeId, input.cursor ?? null),
    ),
});
