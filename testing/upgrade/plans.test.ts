import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Workflow } from "@/core/node";
import { FORMATS } from "@/engine/format";
import { planHash } from "./plan-hash";

const file = (format: number) =>
  fileURLToPath(new URL(`plans-of-format-${format}.jsonl`, import.meta.url));

const formats = Array.from(
  { length: FORMATS.newest - FORMATS.oldest + 1 },
  (_, at) => FORMATS.oldest + at,
);

/**
 * Of a run only its document is stored, and every process compiles it again: a plan that comes out otherwise is
 * another format, however small the difference. docs/upgrading.md says what to do.
 */
describe.each(formats)("a run of format %i", (format) => {
  it("has the plan with which it was stored", () => {
    expect(existsSync(file(format)), "each format keeps its plans").toBe(true);
    const lines = readFileSync(file(format), "utf8").trimEnd().split("\n");
    const known = lines.map((line) => JSON.parse(line) as { plan: string; workflow: Workflow });
    expect(known.length).toBeGreaterThan(30);
    const changed = known.filter(({ plan, workflow }) => planHash(workflow) !== plan);
    expect(changed.map(({ workflow }) => workflow)).toEqual([]);
  });
});
