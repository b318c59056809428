#!/usr/bin/env node
/**
 * npm run test:faults: the whole matrix of faults, of which `npm test` runs a part.
 *
 *   npm run test:faults -- T4 T7     runs these alone; FAULT_SEED=n repeats a seed
 *
 * A whole run writes its table into docs/reliability.md. Ends with code 0 only when all passed.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readJson } from "./lib/lock.mjs";
import { checkNode, ensurePackages, root } from "./lib/project.mjs";
import { ensureRedisProgram } from "./lib/redis.mjs";
import { duration, runMain, say, step, Stop } from "./lib/report.mjs";

/**
 * @typedef {{ id: string, title: string, seed?: number, passed: boolean, result: string, ms: number }} Row
 * @typedef {{ id: string, title: string, file: string, name?: string }} Elsewhere a row held by other tests
 */

const BEGIN = "<!-- faults: written by npm run test:faults -->";
const END = "<!-- faults: end -->";
const DOCUMENT = path.join(root, "docs", "reliability.md");
const folder = mkdtempSync(path.join(os.tmpdir(), "espalier-faults-report-"));
const bin = (/** @type {string} */ name) => path.join(root, "node_modules", ".bin", name);

/** @type {{ tests: Elsewhere[] }} */
const elsewhere = readJson(path.join(root, "testing", "faults", "elsewhere.json"));

/** @param {string} program @param {string[]} args @param {Record<string, string>} env */
function show(program, args, env = {}) {
  return new Promise((resolve) => {
    const options = { cwd: root, stdio: /** @type {const} */ ("inherit") };
    const child = spawn(bin(program), args, { ...options, env: { ...process.env, ...env } });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

/** The part of an id that the matrix has: T6 for T6a. @param {string} id */
const rowOf = (id) => id.replace(/[a-z]+$/, "");

/** @param {string[]} ids @returns {Promise<{ ok: boolean, rows: Row[] }>} */
async function playFaults(ids) {
  const report = path.join(folder, "rows.jsonl");
  const names = ids.length > 0 ? ["-t", `^(${ids.join("|")})[a-z]*:`, "--passWithNoTests"] : [];
  const projects = ["--project", "faults", "--project", "faults-long"];
  const args = ["run", ...projects, "--reporter=verbose", ...names];
  const ok = await show("vitest", args, { FAULTS_REPORT: report });
  const lines = existsSync(report) ? readFileSync(report, "utf8").split("\n").filter(Boolean) : [];
  return { ok, rows: lines.map((line) => JSON.parse(line)) };
}

/** @param {Elsewhere[]} tests @returns {Promise<{ ok: boolean, rows: Row[] }>} */
async function runElsewhere(tests) {
  if (tests.length === 0) return { ok: true, rows: [] };
  const report = path.join(folder, "elsewhere.json");
  const files = [...new Set(tests.map(({ file }) => file))];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const projects = ["--project", "redis", "--project", "pure"];
  const ok = await show("vitest", ["run", ...projects, ...files, ...reporters]);
  const results = readJson(report)?.testResults ?? [];
  const rows = tests.map(({ id, title, file, name = "" }) => {
    const own = results
      .filter((/** @type {{ name: string }} */ result) => result.name.endsWith(`/${file}`))
      .flatMap((/** @type {{ assertionResults: object[] }} */ result) => result.assertionResults)
      .filter((/** @type {{ fullName: string }} */ test) => test.fullName.includes(name));
    const passed = own.every((/** @type {{ status: string }} */ test) => test.status === "passed");
    const ms = own.reduce(
      (/** @type {number} */ sum, /** @type {{ duration?: number }} */ test) =>
        sum + (test.duration ?? 0),
      0,
    );
    const result = `${own.length} tests in \`${file}\``;
    return { id, title, passed: passed && own.length > 0, result, ms };
  });
  return { ok, rows };
}

/** @param {Row[]} rows */
function tableOf(rows) {
  const number = (/** @type {Row} */ { id }) => Number(id.replaceAll(/\D/g, ""));
  const sorted = rows.toSorted((a, b) => number(a) - number(b) || (a.id < b.id ? -1 : 1));
  const lines = sorted.map(({ id, title, seed, passed, result, ms }) => {
    const outcome = [passed ? "passed" : "**FAILED**", result].filter(Boolean).join(": ");
    return `| ${[id, title, outcome, seed ?? "", duration(ms)].join(" | ")} |`;
  });
  return ["| test | what | result | seed | took |", "| --- | --- | --- | --- | --- |", ...lines];
}

/** @param {Row[]} rows */
async function writeDocument(rows) {
  const text = readFileSync(DOCUMENT, "utf8");
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Stop(`${DOCUMENT} has lost its marks ${BEGIN} and ${END}.`);
  const { node } = process.versions;
  const on = `${os.cpus().length} cores, Node ${node}, ${await ensureRedisProgram({ yes: true })}`;
  const day = new Date().toISOString().slice(0, 10);
  const failed = rows.filter(({ passed }) => !passed).length;
  const sum = `Last full run: ${day}, ${on}. ${rows.length - failed} passed, ${failed} failed.`;
  const table = [BEGIN, "", sum, "", ...tableOf(rows), ""].join("\n");
  writeFileSync(DOCUMENT, text.slice(0, from) + table + text.slice(to));
  await show("prettier", ["--log-level", "warn", "--write", DOCUMENT]);
  say(`\nThe table stands in ${path.relative(process.cwd(), DOCUMENT)}.`);
}

await runMain(async () => {
  checkNode();
  const ids = process.argv.slice(2);
  const odd = ids.filter((id) => !/^T\d+[a-z]*$/.test(id));
  if (odd.length > 0) {
    throw new Stop(`${odd.join(", ")}: no test has such a name.`, "They are called T1 to T56.");
  }
  try {
    await ensurePackages();
    await step("redis", () => ensureRedisProgram({ yes: true }));
    const others = elsewhere.tests.filter(
      ({ id }) => ids.length === 0 || ids.some((wanted) => rowOf(wanted) === rowOf(id)),
    );
    const played = await playFaults(ids);
    const checked = await runElsewhere(others);
    const rows = [...played.rows, ...checked.rows];
    say("");
    for (const line of tableOf(rows)) say(line);
    const failed = rows.filter(({ passed }) => !passed).length;
    if (ids.length === 0) await writeDocument(rows);
    if (rows.length === 0) throw new Stop(`No test is called ${ids.join(" or ")}.`);
    say(`\n${rows.length - failed} passed, ${failed} failed`);
    if (failed > 0 || !played.ok || !checked.ok) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
