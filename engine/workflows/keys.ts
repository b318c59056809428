/** The keys of saved workflows, built here and nowhere else. */

/** Keys of one workflow; all carry the hash tag `{id}`, so each script touches one slot. */
const WORKFLOW_KEYS = [
  "workflow", // hash: how it is now
  "versions", // hash: revision -> JSON of what is known of it
  "documents", // hash: revision -> the document, compressed
  "runs", // zset: run id -> submitted at
] as const;
type WorkflowKey = (typeof WORKFLOW_KEYS)[number];

export interface WorkflowKeys {
  /** zset: workflow id -> saved first at. A superset: each is in it before there is anything of it. */
  index: string;
  of(id: string, name: WorkflowKey): string;
}

export function createWorkflowKeys(prefix: string): WorkflowKeys {
  return { index: `${prefix}:workflows`, of: (id, name) => `${prefix}:{${id}}:${name}` };
}
