/** A BullMQ flow as a workflow: children are the header of a chord, their parent its body. */
import { isPlainObject } from "../json-walk";
import { isNodeId } from "../ids";
import type { Json, Signature, SignatureOptions, WorkflowNode } from "../node";
import type { Loss } from "./flow-job";

export type FlowImport =
  { ok: true; root: WorkflowNode; losses: Loss[] } | { ok: false; message: string };

const MAX_DEPTH = 100;

/** What BullMQ keeps of a job, and nothing here depends on. */
const NEEDLESS = new Set([
  "removeOnComplete",
  "removeOnFail",
  "keepLogs",
  "stackTraceLimit",
  "timestamp",
  "attempts",
  "backoff",
  "delay",
  "priority",
  "jobId",
  "ignoreDependencyOnFailure",
  "continueParentOnFailure",
  "removeDependencyOnFailure",
]);

/** What happens here anyway when a child fails. */
const ALWAYS = new Set(["failParentOnFailure"]);

/** True for what has the form of a `FlowJob`. */
export function isFlowJob(value: unknown): boolean {
  return (
    isPlainObject(value) &&
    typeof value["name"] === "string" &&
    typeof value["queueName"] === "string" &&
    value["kind"] === undefined
  );
}

/** Reads a flow. Never throws on content. */
export function fromFlowJob(value: unknown): FlowImport {
  const losses: Loss[] = [];
  try {
    return {
      ok: true,
      root: nodeOf(value, { path: "", depth: 1, losses, ids: new Set() }),
      losses,
    };
  } catch (error) {
    if (error instanceof FlowFault) return { ok: false, message: error.message };
    throw error;
  }
}

class FlowFault extends Error {}

interface At {
  path: string;
  depth: number;
  losses: Loss[];
  ids: Set<string>;
}

function nodeOf(value: unknown, at: At): WorkflowNode {
  const where = at.path === "" ? "The job" : `The job at ${at.path}`;
  if (!isFlowJob(value) || !isPlainObject(value))
    throw new FlowFault(
      `${where} has no name and queueName. A flow is { name, queueName, data, opts, children }.`,
    );
  if (at.depth > MAX_DEPTH) throw new FlowFault(`The flow is deeper than ${MAX_DEPTH} levels.`);
  const body = signatureOf(value, at);
  for (const key of Object.keys(value))
    if (!["name", "queueName", "data", "opts", "children"].includes(key))
      at.losses.push({
        at: at.path,
        message: `${where}: ${key} has no counterpart. It was left out.`,
      });
  const children = value["children"];
  if (!Array.isArray(children) || children.length === 0) return body;
  const header = children.map((child: unknown, index) =>
    nodeOf(child, {
      ...at,
      path: `${at.path === "" ? "" : `${at.path}.`}children.${index}`,
      depth: at.depth + 1,
    }),
  );
  const chord: WorkflowNode = { kind: "chord", header, body };
  // A failure of it does not stop what waits for it: said of the whole, not of its last task.
  if (body.optional !== true) return chord;
  const { optional: _optional, ...rest } = body;
  return { ...chord, body: rest, optional: true };
}

function signatureOf(job: { [key: string]: unknown }, { path, losses, ids }: At): Signature {
  const { name, queueName, data } = job;
  const opts = isPlainObject(job["opts"]) ? job["opts"] : {};
  const lose = (message: string) =>
    losses.push({
      at: path,
      message: `${path === "" ? "The job" : `The job at ${path}`}: ${message}`,
    });
  const id = opts["jobId"];
  const isFree = isNodeId(id) && !ids.has(id);
  if (isFree) ids.add(id);
  const isNamed = isPlainObject(data);
  for (const option of Object.keys(opts)) {
    if (NEEDLESS.has(option) || ALWAYS.has(option)) continue;
    lose(`the option ${option} has no counterpart. It was left out.`);
  }
  return {
    kind: "task",
    task: String(name as string),
    ...(isFree && { id }),
    ...(isNamed && Object.keys(data).length > 0 && { kwargs: data as { [name: string]: Json } }),
    ...(!isNamed && data !== undefined && data !== null && { args: [data as Json] }),
    options: { queue: String(queueName as string), ...optionsOf(opts, lose) },
    ...((opts["ignoreDependencyOnFailure"] === true ||
      opts["continueParentOnFailure"] === true ||
      opts["removeDependencyOnFailure"] === true) && { optional: true }),
  };
}

function optionsOf(
  opts: { [option: string]: unknown },
  lose: (message: string) => void,
): SignatureOptions {
  const { attempts, delay, priority, backoff } = opts;
  const options: SignatureOptions = {};
  if (typeof attempts === "number" && attempts >= 1) options.attempts = attempts;
  if (typeof delay === "number" && delay > 0) options.delayMs = delay;
  if (typeof priority === "number" && priority > 0) options.priority = priority;
  if (typeof backoff === "number") options.backoff = { type: "fixed", delayMs: backoff };
  else if (isPlainObject(backoff)) {
    const { type, delay: wait, jitter } = backoff;
    if (type !== "fixed" && type !== "exponential")
      lose(`the backoff ${String(type as string)} is made by code. It was left out.`);
    else
      options.backoff = {
        type,
        delayMs: typeof wait === "number" ? wait : 0,
        ...(typeof jitter === "number" && { jitter }),
      };
  }
  return options;
}
