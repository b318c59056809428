/** Workflow documents as they come from outside: of any form, and checked with the example tasks. */
import { DEFAULT_LIMITS, type Limits, type Problem } from "@/core/problem";
import { validateWorkflow } from "@/core/validate";
import { EXAMPLE_TASKS, taskInfo } from "./task-infos";

/** The example tasks, one that nobody offers now, and one without parameters. */
export const KNOWN_TASKS = [
  ...EXAMPLE_TASKS,
  taskInfo("old.task", {}, { workers: [] }),
  taskInfo("no.params", {}),
];

export function problemsOf(document: unknown, limits: Partial<Limits> = {}): Problem[] {
  return validateWorkflow(document, {
    tasks: KNOWN_TASKS,
    limits: { ...DEFAULT_LIMITS, ...limits },
  });
}

/** The problems of a workflow with this root, as `path CODE`. */
export function rootProblems(root: unknown, limits: Partial<Limits> = {}): string[] {
  const problems = problemsOf({ version: 1, name: "Test", root }, limits);
  return problems.map(({ path, code }) => `${path} ${code}`);
}

export function task(name: string, ...args: unknown[]) {
  return { kind: "task", task: name, args };
}

export function add(...args: unknown[]) {
  return task("math.add", ...args);
}

export function echo(...args: unknown[]) {
  return task("flow.echo", ...args);
}

export function chain(...children: unknown[]) {
  return { kind: "chain", children };
}

export function group(...children: unknown[]) {
  return { kind: "group", children };
}
