/** Everything of a run goes: its keys, its log lines, its deliveries, its places in the lists. */
import { EngineError } from "@/core/errors";
import { checkFormat } from "../format";
import type { Services } from "../core-services";
import { ReplyCode } from "../replies";
import { readRunFields } from "../run-fields";
import { createWorkflowKeys } from "../workflows/keys";
import { removeLeftovers } from "./leftover-jobs";

/**
 * Removes a run that has settled and is not pinned. What it leaves undone when the process dies can be done by
 * calling it again: the place in the list of kept runs goes last.
 */
export async function tryToRemove(services: Services, runId: string): Promise<ReplyCode> {
  const { redis, keys, commands, formats } = services;
  const run = keys.runKey(runId, "run");
  const [format = null, workflowId = null] = await redis.hmget(run, "format", "workflowId");
  // Of another version: it may have keys that only that version knows.
  if (format !== null) checkFormat(runId, Number(format), formats);
  await removeLeftovers(services, runId);
  const logged = await redis.smembers(keys.logs(runId));
  const code = await commands.removeRun(runId);
  if (code !== ReplyCode.Ok && code !== ReplyCode.Gone) return code;
  const more = await redis.smembers(keys.logs(runId));
  const logs = new Set([...logged, ...more]);
  await redis.unlink(keys.logs(runId), ...[...logs].map((e) => keys.log(runId, Number(e))));
  if (workflowId !== null) {
    await redis.zrem(createWorkflowKeys(keys.prefix).of(workflowId, "runs"), runId);
  }
  await redis.srem(keys.active, runId);
  await redis.zrem(keys.runs, runId);
  await redis.zrem(keys.kept, runId);
  services.indexes.forget(runId);
  // Whoever watches it is told that it is gone.
  await redis.publish(keys.channel, runId);
  return code;
}

/** @throws EngineError RUN_NOT_FOUND, RUN_NOT_SETTLED, RUN_PINNED, FORMAT_UNKNOWN */
export async function removeRun(services: Services, runId: string): Promise<void> {
  await readRunFields(services.redis, services.keys, runId);
  switch (await tryToRemove(services, runId)) {
    case ReplyCode.Unsettled:
      throw new EngineError("RUN_NOT_SETTLED", `Run ${runId} is still under way. Revoke it first.`);
    case ReplyCode.Pinned:
      throw new EngineError(
        "RUN_PINNED",
        `Run ${runId} is pinned. Unpin it first, then remove it.`,
      );
    default:
  }
}
