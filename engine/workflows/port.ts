/** What the rest of the product may ask of saved workflows. */
import type { GivenArguments } from "@/core/given-arguments";
import type { SavedRevision, WorkflowSort, WorkflowSummary, WorkflowVersion } from "@/core/saved";

export interface SaveInput {
  /** Absent: a new workflow under an id that is made for it. */
  id?: string;
  /** The revision that was edited; 0 for a new workflow. */
  baseRevision: number;
  /** Anything; what is wrong with it is said. A `root` of null: nothing is drawn. */
  workflow: unknown;
  /** Repeating a save under the same id, on the same base, is one save. @default one that nobody else has */
  saveId?: string;
  /** Who saves, as they call themselves. @default "Somebody" */
  author?: string;
  /** A document without a task may take the place of one with tasks: a person has emptied it. */
  allowEmpty?: boolean;
  /** The document is that of this earlier revision. */
  restoredFrom?: number;
}

/** Where a workflow stands after a save. */
export interface Saved {
  id: string;
  revision: number;
  savedAt: number;
  name: string;
}

export interface WorkflowListInput {
  /** Part of the name or of the id. */
  search?: string;
  /** @default "saved": the newest first */
  sort?: WorkflowSort;
  /** Those that were deleted and can be brought back, instead of the others. */
  removed?: boolean;
  limit?: number;
  /** How many to leave out, as the last page answered. */
  cursor?: string;
}

export interface SubmitSavedInput {
  workflowId: string;
  /** @default the newest */
  revision?: number;
  arguments?: GivenArguments;
  runId?: string;
  idempotencyKey?: string;
}

/** Who changes something, as they call themselves. */
export interface ByWhom {
  author?: string;
}

export interface CopyInput extends ByWhom {
  /** @default one that is made for it */
  newId?: string;
  name?: string;
}

export interface Workflows {
  /**
   * Saves a revision. It has changed nothing when it is refused.
   *
   * @throws EngineError CONFLICT with the newest revision, WORKFLOW_INVALID with the problems,
   *   WORKFLOW_NOT_FOUND, WORKFLOW_REMOVED, WORKFLOW_EMPTY, ID_INVALID
   */
  save(input: SaveInput): Promise<Saved>;
  /** One revision, the newest by default. @throws EngineError WORKFLOW_NOT_FOUND, REVISION_NOT_FOUND */
  get(id: string, revision?: number): Promise<SavedRevision & Pick<WorkflowSummary, "removedAt">>;
  /** How it is now, without its document. @throws EngineError WORKFLOW_NOT_FOUND */
  head(id: string): Promise<WorkflowSummary>;
  list(
    input: WorkflowListInput,
  ): Promise<{ workflows: WorkflowSummary[]; total: number; nextCursor: string | null }>;
  /** Newest first; `before` is where the next page goes on. @throws EngineError WORKFLOW_NOT_FOUND */
  versions(
    id: string,
    page: { before?: number; limit?: number },
  ): Promise<{ versions: WorkflowVersion[]; nextCursor: number | null }>;
  /** Gives the newest revision another name, whatever it is at that moment. */
  rename(id: string, name: string, by: ByWhom): Promise<Saved>;
  /** A new workflow with the newest document of another one. */
  duplicate(id: string, copy: CopyInput): Promise<Saved>;
  /** It is kept for thirty days, and can be brought back until then. @throws EngineError WORKFLOW_NOT_FOUND */
  remove(id: string): Promise<void>;
  /** Brings a deleted workflow back. @throws EngineError WORKFLOW_NOT_FOUND */
  restore(id: string): Promise<void>;
}
