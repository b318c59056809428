/** What somebody did to a run, told by how its nodes changed. Pure. */
import { formatPlural } from "@/core/format";
import type { NodeView } from "@/core/snapshot";

/** What of a node shows a person's hand. */
export type Trace = Pick<NodeView, "kind" | "state" | "epoch" | "revoking"> & {
  isByHand: boolean;
  isRevoked: boolean;
};

export function traceOf(node: NodeView): Trace {
  const { kind, state, epoch, revoking, byHand, cause } = node;
  const isRevoked = state === "revoked" && cause?.kind === "revoked";
  return { kind, state, epoch, revoking, isByHand: byHand !== undefined, isRevoked };
}

export type Deed = "revoked" | "retried" | "marked as succeeded";

/** What a person or program did to a step between two looks at it; null for what goes by itself. */
export function deedBetween(before: Trace, after: Trace): Deed | null {
  if (after.kind !== "task") return null;
  if (after.isByHand && (!before.isByHand || after.epoch > before.epoch)) {
    return "marked as succeeded";
  }
  if (after.revoking && !before.revoking) return "revoked";
  // What was asked to stop has been told then.
  if (after.isRevoked && !before.isRevoked && !before.revoking) return "revoked";
  const isMendable = before.state === "failed" || before.state === "revoked";
  return isMendable && after.epoch > before.epoch ? "retried" : null;
}

/** One sentence for what was done in one moment; null for nothing. */
export function deedWords(counts: ReadonlyMap<Deed, number>): string | null {
  const parts = [...counts].map(([deed, count]) => `${deed} ${formatPlural(count, "step")}`);
  if (parts.length === 0) return null;
  const marked = parts.map((part) =>
    part.replace(/^marked as succeeded (.*)$/, "marked $1 as succeeded"),
  );
  return `Somebody else ${marked.join(", ")}`;
}
