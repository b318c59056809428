/** Why there is no value, as an error. */
import type { NodeView } from "@/core/snapshot";
import type { StepError } from "@/core/states";

/** What became of the step in place of a result. */
export type FailureState = "failed" | "revoked" | "expired" | "skipped";

/** What a {@link StepFailure} tells of. */
export interface FailureFacts {
  runId: string;
  node: NodeView;
  /** What the handler threw. */
  error?: StepError | undefined;
  /** Of a skipped step: the failure that it was skipped for. */
  because?: StepFailure | undefined;
}

/**
 * A step that gave no result: it failed, was revoked, expired or was skipped.
 *
 * `cause` is what its handler threw, by name, with message and stack as they were in the worker; of a skipped
 * step it is the failure that it was skipped for.
 */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly runId: string;
  readonly nodeId: string;
  /** The task's name; absent on a map that could not unfold, and on a container that was skipped. */
  declare readonly task?: string;
  readonly state: FailureState;
  /** `TASK_ERROR` when the handler threw, another code of the engine's, or the state in capitals. */
  readonly code: StepError["code"] | "REVOKED" | "EXPIRED" | "SKIPPED";
  /** 1 for the first since submission or the last retry. */
  readonly attempt: number;
  readonly #error: StepError | undefined;

  constructor({ runId, node, error, because }: FailureFacts) {
    const state = stateOf(node);
    const thrown = state === "failed" ? (error ?? node.error) : undefined;
    super(messageOf(node, state, thrown), causeOf(thrown, because));
    this.runId = runId;
    this.nodeId = node.id;
    if (node.task !== undefined) this.task = node.task;
    this.state = state;
    this.code = thrown?.code ?? CODES[state];
    this.attempt = node.attempt;
    this.#error = thrown;
  }

  /** What the handler threw, as text: `name`, `message`, `stack` and the chain of `causes`. */
  get error(): StepError | undefined {
    return this.#error;
  }
}

const CODES = {
  failed: "TASK_ERROR",
  revoked: "REVOKED",
  expired: "EXPIRED",
  skipped: "SKIPPED",
} as const satisfies Record<FailureState, StepFailure["code"]>;

function stateOf({ state, cause }: NodeView): FailureState {
  if (state === "failed" || state === "skipped") return state;
  return cause?.kind === "expired" ? "expired" : "revoked";
}

function messageOf(node: NodeView, state: FailureState, thrown: StepError | undefined): string {
  const who = `${node.id} (${node.task ?? node.kind})`;
  const { cause } = node;
  switch (state) {
    case "failed": {
      const attempt = node.attempt > 1 ? ` in attempt ${node.attempt}` : "";
      return `${who} failed${attempt}${thrown ? `: ${textOf(thrown)}` : ""}`;
    }
    case "revoked":
      return cause?.kind === "forced"
        ? `${who} was revoked, by force: its handler did not stop in time`
        : `${who} was revoked`;
    case "expired":
      return `${who} expired: it had not started in time`;
    case "skipped":
      if (cause?.kind === "unneeded") return `${who} was skipped: its case did not come`;
      return cause?.nodeId === undefined
        ? `${who} was skipped`
        : `${who} was skipped, because ${cause.nodeId} ${cause.kind === "failed" ? "failed" : "was revoked"}`;
  }
}

/** Our own codes speak for themselves; what was thrown is told by its class. */
function textOf({ code, name, message }: StepError): string {
  return code === "TASK_ERROR" && name !== "Error" ? `${name}: ${message}` : message;
}

function causeOf(thrown: StepError | undefined, because: StepFailure | undefined): ErrorOptions {
  if (because) return { cause: because };
  if (!thrown || thrown.code !== "TASK_ERROR") return {};
  const cause = new Error(thrown.message);
  cause.name = thrown.name;
  // Where it was thrown, in the worker; this process has never been there.
  if (thrown.stack !== undefined) cause.stack = thrown.stack;
  return { cause };
}
