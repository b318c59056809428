/** What a person or program does to a run: pause, pin. Revoke, retry and succeed stand beside it. */
import { EngineError } from "@/core/errors";
import type { PlanNode } from "@/core/plan";
import { ReplyCode, type Flush } from "./replies";
import type { Services } from "./core-services";
import type { RunIndex } from "./run-index";
import { notePinned } from "./retention/census";

/** Tries while the run has earlier work to propagate. */
const MAX_BUSY = 1000;

const gone = (runId: string) =>
  new EngineError(
    "RUN_NOT_FOUND",
    `There is no run ${runId}: it was removed, has expired, or the id is wrong.`,
  );

/**
 * Repeats a move until the run's earlier work is done, and follows what it leaves to do.
 *
 * @returns what was done; `more` when it goes on after the answer
 */
export async function move(
  services: Services,
  runId: string,
  call: () => Promise<{ code: ReplyCode; flush: Flush }>,
): Promise<Flush> {
  for (let i = 0; i < MAX_BUSY; i += 1) {
    const { code, flush } = await call();
    const done = await followFor(services, runId, flush);
    if (code === ReplyCode.Gone) throw gone(runId);
    if (code === ReplyCode.Conflict) throw new EngineError("CONFLICT");
    if (code !== ReplyCode.Busy) return done;
  }
  throw new EngineError("CONFLICT", `Run ${runId} is changing too fast. Try again.`);
}

async function followFor(services: Services, runId: string, flush: Flush): Promise<Flush> {
  const total = { ...flush };
  const following = services.dispatcher.follow(runId, flush, total);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), services.patienceMs);
  });
  const done = await Promise.race([following, late]);
  clearTimeout(timer);
  if (done) return done;
  following.catch((error: unknown) =>
    services.log("warn", `What follows in run ${runId} is worked off by the next sweep`, error),
  );
  return { ...total, more: true };
}

/** @throws EngineError NODE_NOT_FOUND */
export function nodeOf(index: RunIndex, runId: string, nodeId: string): PlanNode {
  const node = index.node(nodeId);
  if (!node) throw new EngineError("NODE_NOT_FOUND", `Run ${runId} has no node ${nodeId}.`);
  return node;
}

/** The nodes that a call names, once each; undefined: it means the whole run. */
export function namedIn(input: {
  nodeId?: string;
  nodeIds?: readonly string[];
}): string[] | undefined {
  const { nodeId, nodeIds } = input;
  if (nodeId === undefined) return nodeIds && [...new Set(nodeIds)];
  return [...new Set([nodeId, ...(nodeIds ?? [])])];
}

export async function setPaused(services: Services, runId: string, paused: boolean): Promise<void> {
  await move(services, runId, () => services.commands.pauseRun(runId, paused));
}

export async function setPinned(services: Services, runId: string, pinned: boolean): Promise<void> {
  await move(services, runId, () => services.commands.pinRun(runId, pinned));
  await notePinned(services, runId, pinned);
}
