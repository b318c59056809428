/** The matrix of faults is whole: every row is played by somebody, and what belongs into `npm test` is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import elsewhere from "./elsewhere.json";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const folder = path.join("testing", "faults");

/** T35 and T36 come with accounts. */
const LATER = [35, 36];
const ROWS = Array.from({ length: 56 }, (_, i) => i + 1).filter((row) => !LATER.includes(row));
/** Those that `npm test` plays. */
const GATE = [1, 2, 3, 4, 5, 6, 18, 23, 24, 25, 28, 34, 41, 45, 47, 48, 51, 56];

/** Numbers of the rows that files of `testing/faults` play. */
function playedIn(ending: string): Set<number> {
  const files = readdirSync(path.join(root, folder)).filter((file) => file.endsWith(ending));
  const ids = files.flatMap((file) => [...read(path.join(folder, file)).matchAll(/id: "T(\d+)/g)]);
  return new Set(ids.map(([, number]) => Number(number)));
}

const held = new Set(elsewhere.tests.map(({ id }) => Number.parseInt(id.slice(1), 10)));

describe("the matrix of faults", () => {
  it("has somebody for each row", () => {
    const played = playedIn(".test.ts");
    expect(ROWS.filter((row) => !played.has(row) && !held.has(row))).toEqual([]);
  });

  it("has in npm test what belongs there", () => {
    const gate = playedIn(".fault.test.ts");
    expect(GATE.filter((row) => !gate.has(row) && !held.has(row))).toEqual([]);
  });

  it.each(elsewhere.tests)("finds $id in $file", ({ file, name = "" }) => {
    expect(existsSync(path.join(root, file))).toBe(true);
    // The last word of the name: titles are put together from parts.
    expect(read(file)).toContain(name.split(" ").at(-1));
  });

  it("gives every test of its own a seed and a bound", () => {
    const source = read(path.join(folder, "fault.ts"));
    expect(source).toContain("FAULT_SEED=${seed}");
    expect(source).toContain("timeout: boundMs");
    const files = readdirSync(path.join(root, folder)).filter((file) =>
      /\.(fault|long)\.test\.ts$/.test(file),
    );
    // None goes past `fault`.
    for (const file of files) expect(read(path.join(folder, file)), file).not.toMatch(/^\s*it\(/m);
  });
});
