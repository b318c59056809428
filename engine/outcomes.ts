/** What many nodes of a run gave, read together. */
import type { StepError } from "@/core/states";
import { nodeOf } from "./control";
import type { Services } from "./core-services";
import type { NodeOutcome } from "./port";
import { parseError } from "./records";
import { metaOf, readRunFields } from "./run-fields";
import { Values } from "./values";

/** Fields read by one call. */
const PAGE = 500;

/** Each node's value, once it has settled, and the last error of each step. */
export async function getOutcomes(
  services: Services,
  runId: string,
  nodeIds: readonly string[],
): Promise<NodeOutcome[]> {
  const fields = await readRunFields(services.redis, services.keys, runId);
  const index = await services.indexes.get(runId, metaOf(fields).gen);
  const nodes = nodeIds.map((id) => nodeOf(index, runId, id));
  const [values, errors] = await Promise.all([
    new Values(services, runId, async () => index).settled(nodes.map(({ exit }) => exit)),
    readErrors(
      services,
      runId,
      nodes.flatMap(({ element }) => element ?? []),
    ),
  ]);
  return nodes.map(({ element }, at) => {
    const value = values[at];
    const error = element === null ? undefined : errors.get(element);
    return { ...(value === undefined ? {} : { value }), ...(error ? { error } : {}) };
  });
}

async function readErrors({ redis, keys }: Services, runId: string, elements: number[]) {
  const errors = new Map<number, StepError>();
  for (let i = 0; i < elements.length; i += PAGE) {
    const page = elements.slice(i, i + PAGE);
    const fields = page.map((element) => `e${element}`);
    const texts = await redis.hmget(keys.runKey(runId, "notes"), ...fields);
    page.forEach((element, at) => {
      const text = texts[at];
      if (text) errors.set(element, parseError(text));
    });
  }
  return errors;
}
