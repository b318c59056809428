/** Running a saved workflow. */
import { EngineError } from "@/core/errors";
import { withArguments } from "@/core/given-arguments";
import { drawnOf } from "@/core/saved";
import { chooseRunId, submit } from "../submit";
import { noteRun } from "./list";
import type { SubmitSavedInput } from "./port";
import { get, type Store } from "./store";

/**
 * Runs a revision of a saved workflow; the run knows which.
 *
 * @throws EngineError as {@link submit} does, and WORKFLOW_NOT_FOUND, REVISION_NOT_FOUND, WORKFLOW_REMOVED,
 *   NODE_NOT_FOUND for arguments of a node that is not there; nothing is stored then
 */
export async function submitSaved(store: Store, input: SubmitSavedInput) {
  const { workflowId, revision, arguments: given = {}, ...rest } = input;
  const saved = await get(store, workflowId, revision);
  if (saved.removedAt !== undefined) {
    throw new EngineError(
      "WORKFLOW_REMOVED",
      `"${saved.name}" was deleted. Bring it back, then run it.`,
    );
  }
  const drawn = drawnOf(saved.workflow);
  if (drawn === null) {
    throw new EngineError(
      "WORKFLOW_INVALID",
      `Nothing is drawn in revision ${saved.revision} of "${saved.name}". Add a task, then run it.`,
    );
  }
  const workflow = withArguments(drawn, given);
  const runId = chooseRunId(store.services, rest);
  const answer = await submit(store.services, {
    workflow,
    runId,
    saved: { workflowId, revision: saved.revision },
  });
  await noteRun(store, workflowId, runId);
  return answer;
}
