import { describe, expect, it } from "vitest";
import { runTask } from "../test-context";
import { flowEcho } from "./flow-echo";
import { mathAdd } from "./math-add";
import { mathMul } from "./math-mul";
import { mathSum } from "./math-sum";
import { textJoin } from "./text-join";
import { textUpper } from "./text-upper";

describe("math and text tasks", () => {
  it.each([
    [mathAdd, { x: 2, y: 3 }, 5],
    [mathMul, { x: 2, y: 3 }, 6],
    [mathSum, { numbers: [1, 2, 3] }, 6],
    [mathSum, { numbers: [] }, 0],
    [textUpper, { text: "straße" }, "STRASSE"],
    [textJoin, { parts: ["a", 1, true] }, "a 1 true"],
    [textJoin, { parts: ["a", "b"], separator: "-" }, "a-b"],
    [flowEcho, { value: { a: [] } }, { a: [] }],
    [flowEcho, {}, null],
  ])("$0.info.name gives the result for %j", async (task, args, expected) => {
    const result = await runTask(task, args);
    expect(result).toEqual(expected);
    expect(task.result.safeParse(result).success).toBe(true);
  });

  it("refuses arguments of another type", async () => {
    await expect(runTask(mathAdd, { x: "2", y: 3 })).rejects.toThrow(/expected number/);
  });
});
