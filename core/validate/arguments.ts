/** Does what a signature is given fit the parameters of its task? */
import { bindArguments } from "@/core/bind";
import type { Json, Signature } from "@/core/node";
import type { KnownTask, KnownTasks } from "./known-tasks";
import { nameNode, quote } from "./names";
import { below, type Key, type Place } from "./place";
import { schemaOf, sourceOf, type Received } from "./received";
import type { Report } from "./report";
import { typeConflict } from "./types";

export interface Call {
  signature: Signature;
  task: KnownTask;
  place: Place;
  nodeId: string | undefined;
  /** Null: nothing, by its place or because it is immutable. */
  received: Received | null;
  /** It stands inside arguments: who calls it may add what is missing. */
  isPartial: boolean;
}

/** What every check needs. */
export interface Check {
  tasks: KnownTasks;
  report: Report;
}

/** Reports arguments that do not bind, literals of a wrong type, and a received value of a wrong type. */
export function checkArguments(call: Call, check: Check): void {
  const { signature, task, place, nodeId, received } = call;
  const { args = [], kwargs = {} } = signature;
  const outcome = bindArguments({
    params: task.info.params,
    args,
    kwargs,
    ...(received === null ? {} : { received: { value: null } }),
  });
  for (const problem of outcome.ok ? [] : outcome.problems) {
    if (call.isPartial && problem.code === "ARGUMENT_MISSING") continue;
    const at = problem.code === "ARGUMENTS_TOO_MANY" ? ["args"] : kwargsKeys(problem.parameter);
    check.report.add({
      code: problem.code,
      place: below(place, ...at),
      nodeId,
      message: () => `${nameNode(signature)}: ${problem.message}`,
    });
  }
  checkLiterals(call, check);
  if (received !== null) checkReceived(call, received, check);
}

function checkLiterals(call: Call, check: Check): void {
  const { args = [], kwargs = {} } = call.signature;
  const { names } = call.task;
  const offset = call.received === null ? 0 : 1;
  for (let index = 0; index < args.length && index + offset < names.length; index++)
    checkLiteral(
      call,
      { parameter: names[index + offset], value: args[index], keys: ["args", index] },
      check,
    );
  for (const [name, value] of Object.entries(kwargs))
    checkLiteral(call, { parameter: name, value, keys: ["kwargs", name] }, check);
}

interface Literal {
  parameter: string | undefined;
  value: Json | undefined;
  /** Where it stands, below the signature. */
  keys: Key[];
}

function checkLiteral(call: Call, { parameter, value, keys }: Literal, check: Check): void {
  if (parameter === undefined || value === undefined) return;
  const problem = call.task.literalProblem(parameter, value);
  if (problem === null) return;
  check.report.add({
    code: "ARGUMENT_TYPE",
    place: below(call.place, ...keys, ...problem.keys),
    nodeId: call.nodeId,
    message: () =>
      `${nameNode(call.signature)}: the value of the parameter ${quote(parameter)} does not fit: ${problem.clause}. Correct it.`,
  });
}

function checkReceived(call: Call, received: Received, check: Check): void {
  const [first] = call.task.names;
  if (first === undefined) return;
  const conflict = typeConflict(schemaOf(received, check.tasks), call.task.schemaOf(first));
  if (conflict === null) return;
  check.report.add({
    code: "RESULT_TYPE",
    place: call.place,
    nodeId: call.nodeId,
    message: () =>
      `${nameNode(call.signature)}: ${sourceOf(received)} goes to the parameter ${quote(first)}, and is ${conflict}. Change one of the two, or mark this one immutable.`,
  });
}

function kwargsKeys(parameter: string | undefined): Key[] {
  return parameter === undefined ? [] : ["kwargs", parameter];
}
