/** A workflow as a BullMQ flow, where it can be one. */
import type { Json, Signature, Workflow, WorkflowNode } from "../node";
import type { TaskInfo } from "../task";
import type { FlowJob, Loss } from "./flow-job";

export interface FlowExport {
  /** Null: the workflow is no flow, for the first of `losses`. */
  job: FlowJob | null;
  /** What a flow cannot say, by the names of the nodes. */
  losses: Loss[];
}

/** The structure cannot be a flow. */
class NoFlow extends Error {}

/** `tasks` say how positional arguments are called. */
export function toFlowJob({ root }: Workflow, tasks: readonly TaskInfo[] = []): FlowExport {
  const writer = new FlowWriter(tasks);
  try {
    const [job, more] = writer.write(root, []);
    if (job === undefined || more !== undefined)
      throw new NoFlow(
        `${writer.title(root)} ends in ${job === undefined ? "nothing" : "several tasks"}; a flow ends in one job. Add a task that joins them.`,
      );
    return { job, losses: writer.losses };
  } catch (error) {
    if (!(error instanceof NoFlow)) throw error;
    return { job: null, losses: [{ at: root.id ?? "", message: error.message }] };
  }
}

class FlowWriter {
  readonly losses: Loss[] = [];
  readonly #tasks: Map<string, TaskInfo>;

  constructor(tasks: readonly TaskInfo[]) {
    this.#tasks = new Map(tasks.map((task) => [task.name, task]));
  }

  title(node: WorkflowNode): string {
    const name = node.label ?? (node.kind === "task" ? node.task : node.name);
    return name === undefined ? `The ${node.kind}` : `"${name}"`;
  }

  /** The jobs that end last, with `before` as children of those that start first. */
  write(node: WorkflowNode, before: FlowJob[]): FlowJob[] {
    this.#common(node);
    switch (node.kind) {
      case "task":
        return [this.#job(node, before)];
      case "chain":
        return node.children.reduce((ends, child) => this.write(child, ends), before);
      case "group":
        return this.#alongside(node, node.children, before);
      case "chord":
        return this.write(node.body, this.#alongside(node, node.header, before));
      case "tree": {
        const ends = this.write(node.root, before);
        return node.children.length === 0 ? ends : this.#alongside(node, node.children, ends);
      }
      case "map":
        throw new NoFlow(
          `${this.title(node)} is a map, which makes its copies while it runs; a flow is known before. Write a group.`,
        );
    }
  }

  #alongside(owner: WorkflowNode, nodes: readonly WorkflowNode[], before: FlowJob[]): FlowJob[] {
    if (before.length > 0 && nodes.length > 1)
      throw new NoFlow(
        `${this.title(owner)} starts several tasks after another one; a job of a flow has one parent.`,
      );
    if (nodes.length === 0)
      throw new NoFlow(`${this.title(owner)} is empty; a flow has no empty group.`);
    return nodes.flatMap((node) => this.write(node, before));
  }

  #lose(node: WorkflowNode, what: string): void {
    this.losses.push({ at: node.id ?? "", message: `${this.title(node)}: ${what}` });
  }

  #common(node: WorkflowNode): void {
    if ((node.onSuccess ?? []).length > 0)
      this.#lose(node, "a flow has no onSuccess. It was left out.");
    if ((node.onFailure ?? []).length > 0)
      this.#lose(node, "a flow has no onFailure. It was left out.");
    if (node.note !== undefined) this.#lose(node, "a job has no note. It was left out.");
    if (node.kind === "task") return;
    if (node.name !== undefined || node.label !== undefined)
      this.#lose(node, "a flow has no containers; the name was left out.");
    if (node.delayMs !== undefined || node.eta !== undefined)
      this.#lose(node, "only jobs are delayed; its delay was left out.");
    if (node.optional === true) this.#lose(node, "only jobs are optional; it was left out.");
  }

  #job(node: Signature, children: FlowJob[]): FlowJob {
    const info = this.#tasks.get(node.task);
    const queueName = node.options?.queue ?? info?.queue ?? "default";
    const data = this.#data(node, info, children.length > 0);
    const opts = this.#options(node);
    return {
      name: node.task,
      queueName,
      ...(data !== null && { data }),
      ...(Object.keys(opts).length > 0 && { opts }),
      ...(children.length > 0 && { children }),
    };
  }

  /** The arguments by their names. What is received in front is fetched by a flow's processor itself. */
  #data(node: Signature, info: TaskInfo | undefined, receives: boolean): Json | null {
    const { args = [], kwargs = {} } = node;
    const isFed = receives && node.immutable !== true;
    const names = Object.keys((info?.params["properties"] ?? {}) as object).slice(isFed ? 1 : 0);
    if (isFed)
      this.#lose(
        node,
        "a flow passes no results on; its processor reads them with getChildrenValues().",
      );
    if (args.length === 0 && Object.keys(kwargs).length === 0) return null;
    const named = args
      .slice(0, names.length)
      .map((value, index) => [names[index] ?? "", value] as const);
    const rest = args.slice(names.length);
    if (rest.length > 0)
      this.#lose(node, "the names of its arguments are not known; they stand in args.");
    return { ...Object.fromEntries(named), ...kwargs, ...(rest.length > 0 && { args: rest }) };
  }

  #options(node: Signature): { [option: string]: Json } {
    const { delayMs, attempts, priority, backoff, eta, expiresMs, timeoutMs } = node.options ?? {};
    if (node.label !== undefined) this.#lose(node, "a job has no label. It was left out.");
    const missing = { eta, expiresMs, timeoutMs, "backoff.maxMs": backoff?.maxMs };
    for (const [key, value] of Object.entries(missing))
      if (value !== undefined) this.#lose(node, `a job has no ${key}. It was left out.`);
    return {
      ...(node.id !== undefined && { jobId: node.id }),
      ...(delayMs !== undefined && { delay: delayMs }),
      ...(attempts !== undefined && { attempts }),
      ...(priority !== undefined && { priority }),
      ...(backoff !== undefined && {
        backoff: {
          type: backoff.type,
          delay: backoff.delayMs,
          ...(backoff.jitter !== undefined && { jitter: backoff.jitter }),
        },
      }),
      ...(node.optional === true && { ignoreDependencyOnFailure: true }),
    };
  }
}
