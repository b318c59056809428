/** Going from problem to problem: pure, so that it can be told in a test. */
import type { Problem } from "@/core/problem";
import { sortProblems } from "./problem-words";

/** Where one is: the problem, and its position for when it is solved and gone. */
export interface ProblemSpot {
  key: string;
  index: number;
}

/** Tells one problem of a document from another. */
export function keyOfProblem({ path, code, message }: Problem): string {
  return `${path} ${code} ${message}`;
}

/**
 * The next problem (`step` 1) or the one before (-1), errors first, round and round; null when there is
 * none. After a problem that was solved comes the one that has its place now.
 */
export function walkProblems(
  problems: readonly Problem[],
  from: ProblemSpot | null,
  step: 1 | -1,
): { problem: Problem; spot: ProblemSpot } | null {
  const sorted = sortProblems(problems);
  const here = from === null ? -1 : sorted.findIndex((each) => keyOfProblem(each) === from.key);
  const start = here >= 0 ? here : gapBefore(from, step);
  const index = (((start + step) % sorted.length) + sorted.length) % sorted.length;
  const problem = sorted[index];
  return problem === undefined ? null : { problem, spot: { key: keyOfProblem(problem), index } };
}

/** Where a step begins that has no problem to begin at. */
function gapBefore(from: ProblemSpot | null, step: 1 | -1): number {
  if (from === null) return step === 1 ? -1 : 0;
  return step === 1 ? from.index - 1 : from.index;
}
