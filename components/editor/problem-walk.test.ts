import { describe, expect, it } from "vitest";
import type { Problem } from "@/core/problem";
import { keyOfProblem, walkProblems, type ProblemSpot } from "./problem-walk";

const problem = (path: string, severity: Problem["severity"] = "error"): Problem => ({
  path,
  code: "TASK_UNKNOWN",
  message: `wrong at ${path}`,
  severity,
});
const [a, b, c] = [problem("a", "warning"), problem("b"), problem("c")];

function walkFrom(problems: Problem[], from: ProblemSpot | null, steps: (1 | -1)[]): string[] {
  const seen: string[] = [];
  let spot = from;
  for (const step of steps) {
    const next = walkProblems(problems, spot, step);
    if (next === null) return seen;
    spot = next.spot;
    seen.push(next.problem.path);
  }
  return seen;
}

describe("walkProblems", () => {
  it("goes through errors, then warnings, and round", () => {
    expect(walkFrom([a, b, c], null, [1, 1, 1, 1])).toEqual(["b", "c", "a", "b"]);
  });

  it("goes backwards from the last", () => {
    expect(walkFrom([a, b, c], null, [-1, -1, -1, -1])).toEqual(["a", "c", "b", "a"]);
  });

  it("goes on at the place of a problem that was solved", () => {
    const solved = { key: keyOfProblem(b), index: 0 };
    expect(walkFrom([a, c], solved, [1])).toEqual(["c"]);
    expect(walkFrom([a, c], solved, [-1])).toEqual(["a"]);
    const last = { key: keyOfProblem(a), index: 2 };
    expect(walkFrom([b, c], last, [1])).toEqual(["b"]);
    expect(walkFrom([b, c], last, [-1])).toEqual(["c"]);
  });

  it("stays where it is without problems", () => {
    expect(walkProblems([], null, 1)).toBeNull();
  });
});
