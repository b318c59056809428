/** What may be said of a node's result: not yet, a value, nothing, or that there will be none. */
import type { NodeView } from "@/core/snapshot";

/**
 * - `open`: it is not known yet
 * - `value`: it succeeded, and its result can be read
 * - `nothing`: it gave null and nobody minds
 * - `failure`: it failed, was revoked, expired or was skipped
 */
export type Standing = "open" | "value" | "nothing" | "failure";

/** A container fails and is revoked at once, while others in it still run: it will give no value any more. */
export function standingOf(node: NodeView): Standing {
  switch (node.state) {
    case "succeeded":
      return "value";
    case "failed":
    case "revoked":
      return "failure";
    case "skipped":
      return node.cause?.kind === "choice" ? "nothing" : "failure";
    default:
      return "open";
  }
}

/** As its container sees it: what is optional may fail or expire, and counts as null. */
export function standingAsMember(node: NodeView): Standing {
  const isForgiven =
    node.state === "failed" || (node.state === "revoked" && node.cause?.kind === "expired");
  return node.optional === true && isForgiven ? "nothing" : standingOf(node);
}
