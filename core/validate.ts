/** Is a document a workflow that can run? Problems are values; nothing here throws, whatever it is given. */
import { DEFAULT_LIMITS, type Limits, type Problem } from "./problem";
import type { TaskInfo } from "./task";
import { textOfError } from "./json-walk";
import type { Signature, Workflow } from "./node";
import { KnownTasks } from "./validate/known-tasks";
import { checkMeaning } from "./validate/meaning";
import { DOCUMENT } from "./validate/place";
import { Report } from "./validate/report";
import { checkShape, type Shape } from "./validate/shape";

export interface ValidateOptions {
  /** Every task that was ever announced; one that nobody offers now gives a warning. */
  tasks: readonly TaskInfo[];
  limits: Limits;
}

/**
 * Everything wrong with a document, in the order of the document: first its form and size, and when these
 * are right also its tasks and arguments. It may run when nothing of severity `error` is among them.
 */
export function validateWorkflow(document: unknown, options: ValidateOptions): Problem[] {
  const { tasks, limits } = options;
  return validateAgainst(document, { tasks: new KnownTasks(tasks), limits });
}

/** The problems, and beside them the document as a {@link Workflow} when it may run: it is walked once. */
export function checkWorkflow(
  document: unknown,
  { tasks, limits }: ValidateOptions,
): { problems: Problem[]; workflow: Workflow | null } {
  const report = new Report();
  const shape = readDocument(document, { tasks: new KnownTasks(tasks), limits }, report);
  const hasErrors = report.problems.some(({ severity }) => severity === "error");
  return { problems: report.problems, workflow: hasErrors ? null : (shape?.workflow ?? null) };
}

interface Against {
  tasks: KnownTasks;
  limits: Limits;
  /**
   * Nodes whose own keys were found right before, and those that are now. Only for documents into which
   * nobody writes: a node in here is not looked at again.
   */
  sound?: WeakSet<object>;
}

/** The same for one document after the other, against tasks whose schemas were read once. */
export function validateAgainst(document: unknown, against: Against): Problem[] {
  const report = new Report();
  readDocument(document, against, report);
  return report.problems;
}

function readDocument(
  document: unknown,
  { tasks, limits, sound }: Against,
  report: Report,
): Shape | null {
  return whileReadable(report, () => {
    const shape = checkShape(document, { limits, report, sound });
    if (shape !== null) checkMeaning(shape, { tasks, report });
    return shape;
  });
}

/**
 * What is wrong with a call by itself, in a place that gives it a value (`receives`) or none. Paths begin at
 * the signature: `args.0`.
 */
export function validateCall(
  signature: Signature,
  receives: boolean,
  { tasks, limits }: ValidateOptions,
): Problem[] {
  const report = new Report();
  whileReadable(report, () => {
    const shape = checkShape({ root: signature }, { limits, report });
    const received = receives ? ({ kind: "anything" } as const) : null;
    if (shape !== null) checkMeaning(shape, { tasks: new KnownTasks(tasks), report }, received);
  });
  return report.problems.map((problem) => {
    return { ...problem, path: problem.path.replace(/^root\.?/, "") };
  });
}

/**
 * The document as a {@link Workflow}, with `version` and `name` filled in, when its form, ids and size are
 * right; else the problems. Tasks and arguments are not looked at.
 */
export function parseWorkflow(
  document: unknown,
  limits: Limits = DEFAULT_LIMITS,
): { workflow: Workflow } | { problems: Problem[] } {
  const report = new Report();
  const shape = whileReadable(report, () => checkShape(document, { limits, report }));
  if (shape === null || report.problems.length > 0) return { problems: report.problems };
  return { workflow: shape.workflow };
}

/** A document that is not plain data may throw when it is read: a getter, a proxy. */
function whileReadable<T>(report: Report, check: () => T): T | null {
  try {
    return check();
  } catch (error) {
    report.add({
      code: "DOCUMENT_INVALID",
      place: DOCUMENT,
      nodeId: undefined,
      message: () => `Reading the document throws ${textOfError(error)}. Give plain JSON.`,
    });
    return null;
  }
}
