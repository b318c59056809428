import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseExpression } from "./parse";
import { BUILDERS, CLAUSES, OPTION_KEYS } from "./words";

const page = readFileSync(new URL("../../docs/expression.md", import.meta.url), "utf8");

it("reads every expression that docs/expression.md shows", () => {
  const [, line = ""] = /```\n(.*?)\n```/s.exec(page) ?? [];
  const shown = [...page.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, text = ""]) =>
    text.replaceAll("\\|", "|"),
  );
  const known = () => ({ kind: "task" as const, task: "a", id: "n4" });
  const nodes = shown.filter(
    (text) => !(CLAUSES as readonly string[]).includes(text.split(/[ (]/)[0] ?? ""),
  );
  const clauses = shown.filter((text) => !nodes.includes(text)).map((text) => `a ${text}`);
  expect([nodes.length, clauses.length]).toEqual([11, CLAUSES.length]);
  for (const text of [line, ...nodes, ...clauses])
    expect([text, parseExpression(text, known).ok]).toEqual([text, true]);
});

it("names every word of the line in docs/expression.md", () => {
  for (const word of [...BUILDERS, ...CLAUSES]) expect(page).toContain(`"${word}"`);
  for (const key of OPTION_KEYS) expect(page).toContain(`\`${key}\``);
});
