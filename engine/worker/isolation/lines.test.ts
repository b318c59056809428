import { expect, it } from "vitest";
import { LineSplitter } from "./lines";

function linesOf(...pieces: (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const piece of pieces) splitter.write(Buffer.from(piece));
  splitter.end();
  return lines;
}

it("puts lines together of whatever pieces come", () => {
  expect(linesOf("a\nb", "c\r\n\nd")).toEqual(["a", "bc", "d"]);
  const bytes = Buffer.from("ü💥");
  expect(linesOf(bytes.subarray(0, 1), bytes.subarray(1, 4), bytes.subarray(4))).toEqual(["ü💥"]);
});

it("keeps no line without end", () => {
  const lines = linesOf("x".repeat(10_000), "y\n");
  expect(lines).toEqual(["x".repeat(10_000), "y"]);
});
