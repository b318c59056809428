/** Pieces of the procedures' inputs. Sizes are capped here; what they mean, the engine checks. */
import { z } from "zod";
import { isPlainObject } from "@/core/json-walk";
import type { Json } from "@/core/node";

/** The engine tells a wrong form from an unknown one; here only the size is bounded. */
export const id = z.string().min(1).max(256);
export const cursor = z.string().max(256);
/** Strict, as all inputs are: a misspelt `nodeId` must not become the whole run. */
export const run = z.strictObject({ runId: id });
/** One node, or several at once; without any the whole run. */
export const nodes = { nodeId: id.optional(), nodeIds: z.array(id).min(1).max(10_000).optional() };
export const queue = z.strictObject({ queue: id });

/** Has come as JSON, so it is JSON. */
export const json = z.custom<Json>((value) => value !== undefined);
export const args = z.array(json).max(10_000);
/** No record: zod's leaves out a key `__proto__`, and what is given must not vanish. */
export const kwargs = z.custom<{ [name: string]: Json }>(
  isPlainObject,
  "expected an object with values by name",
);

const forNodes = z.record(
  id,
  z.strictObject({ args: args.optional(), kwargs: kwargs.optional() }).transform(given),
);

/** A workflow, or the revision of a saved one. What is in the document, the engine checks. */
export const submission = z
  .strictObject({
    workflow: z.unknown().optional(),
    workflowId: id.optional(),
    revision: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    arguments: forNodes.optional(),
    runId: id.optional(),
    idempotencyKey: id.optional(),
  })
  .superRefine(({ workflow, workflowId, ...rest }, context) => {
    const say = (key: string, message: string) =>
      context.addIssue({ code: "custom", path: [key], message });
    if (workflow === undefined && workflowId === undefined) say("workflow", "It is missing");
    if (workflow !== undefined && workflowId !== undefined)
      say("workflowId", "It names a saved workflow, and a workflow is given too. Give one of them");
    if (workflowId !== undefined) return;
    for (const key of ["revision", "arguments"] as const)
      if (rest[key] !== undefined) say(key, "It belongs to a saved workflow. Give workflowId too");
  });

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out what was given as undefined: for the engine a key is there or it is not. */
export function given<T extends object>(input: T): Given<T> {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}
