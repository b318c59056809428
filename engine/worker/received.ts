/** What a step receives from what is before it. */
import type { Json } from "@/core/node";
import type { ClaimedStep } from "../step-moves";
import type { StepPayload } from "../plan-text";
import { Values } from "../values";
import type { StepRunner } from "./runner";

/** What is put in front of the arguments; undefined when nothing is. */
export async function receivedOf(
  { services }: StepRunner,
  claimed: ClaimedStep,
  at: { runId: string; payload: StepPayload },
): Promise<{ value: Json } | undefined> {
  if (claimed.expression === "") return at.payload.received;
  if (claimed.input !== "") return { value: JSON.parse(claimed.input) as Json };
  const values = new Values(services, at.runId, async () => {
    const gen = await services.redis.hget(services.keys.runKey(at.runId, "run"), "gen");
    return services.indexes.get(at.runId, gen ?? "");
  });
  return { value: await values.value(JSON.parse(claimed.expression)) };
}
