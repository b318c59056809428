/**
 * What a worker and the process of one isolated step say to each other over their IPC channel. Values cross
 * as JSON text, so that what arrives is exactly what a step in the worker's own process would have had.
 */
import { z } from "zod";
import type { Json, WorkflowNode } from "@/core/node";
import type { StepError } from "@/core/states";
import type { StepPayload } from "../../plan-text";
import type { StepFacts } from "../context";
import type { StepAborted } from "../signals";

/** The step to run. */
export interface RunMessage {
  kind: "run";
  payload: StepPayload;
  received: { value: Json } | undefined;
  facts: StepFacts;
  resultBytes: number;
}

/** The step is to stop. */
export interface AbortMessage {
  kind: "abort";
  why: StepAborted["why"];
  message: string;
}

const error = z.custom<StepError>((value) => typeof value === "object" && value !== null);
const node = z.custom<WorkflowNode>((value) => typeof value === "object" && value !== null);

const outcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("succeeded"), text: z.string() }),
  z.object({ kind: z.literal("node"), node }),
  z.object({ kind: z.literal("stopped"), reason: z.string() }),
  z.object({ kind: z.literal("failed"), error }),
  z.object({ kind: z.literal("threw"), error, isFinal: z.boolean() }),
  z.object({ kind: z.literal("retry"), error, delayMs: z.number() }),
]);

/** Task code may use the channel, too: what does not fit this is none of ours. */
export const childMessageSchema = z.object({
  espalier: z.discriminatedUnion("kind", [
    /** The modules are loaded. */
    z.object({ kind: z.literal("ready") }),
    /** The handler begins. */
    z.object({ kind: z.literal("began") }),
    z.object({
      kind: z.literal("said"),
      progress: z.tuple([z.number(), z.number()]).optional(),
      label: z.string().optional(),
      lines: z.array(z.string()),
    }),
    z.object({ kind: z.literal("ended"), outcome }),
  ]),
});

export type ChildMessage = z.infer<typeof childMessageSchema>["espalier"];
export type Said = Extract<ChildMessage, { kind: "said" }>;
export type SentOutcome = z.infer<typeof outcome>;
