/** Pieces of the procedures' inputs. Sizes are capped here; what they mean, the engine checks. */
import { z } from "zod";
import { isPlainObject } from "@/core/json-walk";
import type { Json, Workflow } from "@/core/node";

/** The engine tells a wrong form from an unknown one; here only the size is bounded. */
export const id = z.string().min(1).max(256);
export const cursor = z.string().max(256);
/** Strict, as all inputs are: a misspelt `nodeId` must not become the whole run. */
export const run = z.strictObject({ runId: id });
export const queue = z.strictObject({ queue: id });

/** Anything: validation answers with problems instead of throwing, and submission validates. */
export const workflow = z.custom<Workflow>((value) => value !== undefined, "It is missing");

/** Has come as JSON, so it is JSON. */
const json = z.custom<Json>((value) => value !== undefined);
export const args = z.array(json).max(10_000);
/** No record: zod's leaves out a key `__proto__`, and what is given must not vanish. */
export const kwargs = z.custom<{ [name: string]: Json }>(
  isPlainObject,
  "expected an object with values by name",
);
