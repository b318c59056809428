/** Single moves of a step, as a worker would say them; what they leave to send is given back, not sent. */
import type { Services } from "@/engine/core-services";
import type { Flush } from "@/engine/replies";
import {
  parseClaimReply,
  parseFinishReply,
  type ClaimMove,
  type ClaimReply,
  type FinishMove,
  type FinishReply,
} from "@/engine/step-moves";

const WORKER = "hand";

export async function claimStep(
  { commands }: Services,
  runId: string,
  claim: Omit<ClaimMove, "kind">,
): Promise<ClaimReply & { flush: Flush }> {
  const { replies, flush } = await commands.moveSteps(runId, WORKER, [{ kind: "claim", ...claim }]);
  return { ...parseClaimReply(replies[0]), flush };
}

export async function finishStep(
  services: Services,
  runId: string,
  finish: Omit<FinishMove, "kind">,
): Promise<FinishReply & { flush: Flush }> {
  const { replies, flush } = await finishSteps(services, runId, [finish]);
  return { ...(replies[0] ?? parseFinishReply(undefined)), flush };
}

/** All in one call, in this order. */
export async function finishSteps(
  { commands }: Services,
  runId: string,
  finishes: readonly Omit<FinishMove, "kind">[],
): Promise<{ replies: FinishReply[]; flush: Flush }> {
  const moves = finishes.map((finish) => ({ kind: "finish" as const, ...finish }));
  const { replies, flush } = await commands.moveSteps(runId, WORKER, moves);
  return { replies: moves.map((_, i) => parseFinishReply(replies[i])), flush };
}
