import { describe, expect, it } from "vitest";
import { linesByExecution } from "./attempt-logs";

const line = (at: number, attempt: number) => ({ id: `${at}-0`, attempt });

describe("linesByExecution", () => {
  it("gives each attempt its lines", () => {
    const executions = [
      { attempt: 1, startedAt: 10 },
      { attempt: 2, startedAt: 20 },
    ];
    const lines = [line(11, 1), line(25, 2), line(26, 2)];
    expect(linesByExecution(executions, lines)).toEqual([[lines[0]], [lines[1], lines[2]]]);
  });

  it("tells attempts of the same number by when they began", () => {
    const executions = [
      { attempt: 1, startedAt: 10 },
      { attempt: 1, startedAt: 100 },
      { attempt: 1 },
    ];
    // The last came in a batch after its execution had ended.
    const lines = [line(9, 1), line(99, 1), line(100, 1)];
    expect(linesByExecution(executions, lines)).toEqual([[lines[0], lines[1]], [lines[2]], []]);
  });

  it("leaves out lines of executions that are not told of", () => {
    expect(linesByExecution([{ attempt: 2, startedAt: 5 }], [line(6, 1)])).toEqual([[]]);
  });
});
