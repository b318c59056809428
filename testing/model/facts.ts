/** What has happened from outside to one step, map or empty container in its latest decision. */
import type { Json } from "@/core/node";
import type { ModelInput } from "./signals";

export type Fact = {
  /** When it came about, in order. */
  at: number;
} & (
  | { kind: "running"; revoking: boolean; input: ModelInput }
  /** It had begun, and has to begin again: between two attempts, or its worker is lost. */
  | { kind: "waiting"; input: ModelInput }
  | { kind: "succeeded"; value: Json }
  /** Of a map: it has its copies. */
  | { kind: "unfolded"; items: Json[] }
  | { kind: "failed" }
  | { kind: "revoked" }
  | { kind: "expired" }
  | { kind: "stopped" }
);

/** How an execution ends. `again`: one more automatic attempt. */
export type ModelOutcome =
  { kind: "succeeded"; value: Json } | { kind: "failed" } | { kind: "stopped" } | { kind: "again" };
