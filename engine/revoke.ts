/** What a person or program stops, and what that would do. */
import { namedIn, move, nodeOf } from "./control";
import type { Services } from "./core-services";
import type { RevokeAnswer, RevokeInput } from "./port";
import { previewRevoke } from "./revoke-preview";
import { metaOf, readRunFields } from "./run-fields";

/**
 * Of the whole run unless nodes are named. With `dryRun` it says what it would do.
 *
 * @throws EngineError RUN_NOT_FOUND, NODE_NOT_FOUND
 */
export async function revoke(services: Services, input: RevokeInput): Promise<RevokeAnswer> {
  const { runId, terminate = false } = input;
  const fields = await readRunFields(services.redis, services.keys, runId);
  const index = await services.indexes.get(runId, metaOf(fields).gen);
  const ranges = namedIn(input)?.map((nodeId): [number, number] => {
    const [first, end] = nodeOf(index, runId, nodeId).range;
    return [first, end - 1];
  });
  if (input.dryRun) {
    const preview = await previewRevoke(services, runId, ranges ?? "all");
    return { revoked: preview.revoked.length, revoking: preview.asked.length, preview };
  }
  const flush = await move(services, runId, () =>
    services.commands.revokeRun(runId, { ranges: ranges ?? "all", forced: terminate }),
  );
  // A hint only: each beat of a worker asks anyway.
  await services.redis.publish(services.keys.cancelChannel, runId);
  const { revoked, revoking, more } = flush;
  return { revoked, revoking, ...(more ? { more } : {}) };
}
