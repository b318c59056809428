/** A map whose turn has come: its list becomes copies of its body. */
import type { Json } from "@/core/node";
import type { ClaimedStep } from "../step-moves";
import type { StepPayload } from "../plan-text";
import { bearCopies, ClaimLost, TooManyNodes } from "./births";
import type { Claim } from "./claims";
import { finishFailed, genOf } from "./finish-of";
import { receivedOf } from "./received";
import type { Finish, StepRunner } from "./runner";

function chunk(items: Json[], size: number): Json[] {
  if (size <= 1) return items;
  const chunks: Json[] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
}

export async function unfoldMap(
  runner: StepRunner,
  claimed: ClaimedStep,
  { claim, payload }: { claim: Claim; payload: StepPayload },
): Promise<Finish | "lost"> {
  const { services } = runner;
  const index = await services.indexes.get(claim.runId, await genOf(runner, claim.runId));
  const element = index.element(claim.element);
  if (element?.kind !== "map")
    throw new Error(`Element ${claim.element} of run ${claim.runId} is no map`);
  const { node } = element;
  const received = await receivedOf(runner, claimed, { runId: claim.runId, payload });
  const input = received ? received.value : (node.over ?? null);
  if (!Array.isArray(input)) return notAList(payload.nodeId, input);
  const items = chunk(input, node.chunkSize ?? 1);
  const known = await services.registry.listTasks();
  const tasks = new Map(known.map((task) => [task.name, task]));
  try {
    return { outcome: "U", ...(await bearCopies({ services, claim, index, tasks }, node, items)) };
  } catch (error) {
    if (error instanceof ClaimLost) return "lost";
    if (error instanceof TooManyNodes) return unfit(error.message);
    throw error;
  }
}

function notAList(nodeId: string, input: Json): Finish {
  const got = input === null ? "null" : typeof input;
  const message = `Map ${nodeId} received ${got}, not a list. Let what is before it give a list.`;
  return unfit(message);
}

function unfit(message: string): Finish {
  return finishFailed({ code: "MAP_INPUT", name: "MapInput", message });
}
