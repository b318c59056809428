/** One thing wrong with a workflow document. Problems are values: validation never throws on content. */
export interface Problem {
  /** Where, in the document: `root.children.0.args.1`. */
  path: string;
  nodeId?: string;
  code: ProblemCode;
  /** What is wrong, with what, and what to do. */
  message: string;
  severity: "error" | "warning";
}

export type ProblemCode =
  | "DOCUMENT_INVALID" // not of the form of the contract; unknown key; wrong type
  | "VERSION_UNKNOWN"
  | "ID_INVALID"
  | "ID_DUPLICATE"
  | "CHAIN_EMPTY"
  | "TASK_UNKNOWN"
  | "TASK_OFFLINE" // warning: known, nobody offers it now
  | "ARGUMENT_MISSING"
  | "ARGUMENT_UNKNOWN"
  | "ARGUMENT_TWICE"
  | "ARGUMENTS_TOO_MANY"
  | "ARGUMENT_TYPE"
  | "RESULT_TYPE" // warning: what comes before gives another type
  | "GROUP_OF_ONE" // warning: it gives a list
  | "MAP_INPUT" // over together with a received value, or neither
  | "LIMIT_NODES"
  | "LIMIT_DEPTH"
  | "LIMIT_ARGUMENTS"
  | "LIMIT_WORKFLOW";

/** What may be submitted. Sizes in bytes of UTF-8 JSON. */
export interface Limits {
  nodes: number;
  depth: number;
  argumentsBytes: number;
  workflowBytes: number;
  resultBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  nodes: 100_000,
  depth: 100,
  argumentsBytes: 1024 * 1024,
  workflowBytes: 16 * 1024 * 1024,
  resultBytes: 1024 * 1024,
};
