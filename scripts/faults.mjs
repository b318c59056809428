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
import { ensureChromium } from "./lib/chromium.mjs";
import { readJson } from "./lib/lock.mjs";
import { checkNode, ensurePackages, root } from "./lib/project.mjs";
import { ensureRedisProgram } from "./lib/redis.mjs";
import { duration, runMain, say, step, Stop } from "./lib/report.mjs";

/**
 * @typedef {{ id: string, title: string, seed?: number, passed: boolean, result: string, ms: number }} Row
 * @typedef {{ id: string, title: string, file: string, name?: string }} Elsewhere a row held by other tests
 * @typedef {{ file: string, title: string, ok: boolean, tests: { results: { duration: number }[] }[] }} Spec of Playwright
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
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

/** Those that need a browser and the built app. @param {Elsewhere[]} tests @returns {Promise<{ ok: boolean, rows: Row[] }>} */
async function runBrowser(tests) {
  if (tests.length === 0) return { ok: true, rows: [] };
  const report = path.join(folder, "browser.json");
  const files = tests.map(({ file }) => path.basename(file));
  const ok = await show("playwright", ["test", "-c", "e2e/playwright.config.ts", ...files], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    CHROMIUM_PATH: await ensureChromium({ yes: true }),
  });
  const specs = specsOf(readJson(report) ?? {});
  const rows = tests.map(({ id, title, file }) => {
    const own = specs.filter((spec) => file.endsWith(spec.file));
    const results = own.flatMap((spec) => spec.tests.flatMap((test) => test.results));
    const ms = results.reduce((sum, { duration: one }) => sum + one, 0);
    const passed = own.length > 0 && own.every((spec) => spec.ok);
    return { id, title, passed, result: `${own.length} tests in \`${file}\``, ms };
  });
  return { ok, rows };
}

/** @param {Suite} suite @returns {Spec[]} */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** @param {Row[]} rows */
function tableOf(rows) {
  const number = (/** @type {Row} */ { id }) => Number(id.replaceAll(/\D/g, ""));
  // T of the matrix, then S of what is saved.
  const kind = (/** @type {Row} */ { id }) => (id.startsWith("T") ? 0 : 1);
  const sorted = rows.toSorted(
    (a, b) => kind(a) - kind(b) || number(a) - number(b) || (a.id < b.id ? -1 : 1),
  );
  const lines = sorted.map(({ id, title, seed, passed, result, ms }) => {
    const outcome = [passed ? "passed" : "**FAILED**", result].filter(Boolean).join(": ");
    return `| ${[id, title, outcome, seed ?? "", duration(ms)].join(" | ")} |`;
  });
  return ["| test | what | result | seed | took |", "| --- | --- | --- | --- | --- |", ...lines];
}

/** Of the last minute: what the figures of a run have to be read with. */
const load = () => (os.loadavg()[0] ?? 0).toFixed(1);

/** @param {Row[]} rows @param {string} loadBefore */
async function writeDocument(rows, loadBefore) {
  const text = readFileSync(DOCUMENT, "utf8");
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Stop(`${DOCUMENT} has lost its marks ${BEGIN} and ${END}.`);
  const { node } = process.versions;
  const cores = `${os.cpus().length} cores with a load of ${loadBefore} before and ${load()} after`;
  const program = process.env.FAULT_REDIS ?? (await ensureRedisProgram({ yes: true }));
  const on = `${cores}, Node ${node}, ${program}`;
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
  const odd = ids.filter((id) => !/^[TS]\d+[a-z]*$/.test(id));
  if (odd.length > 0) {
    throw new Stop(
      `${odd.join(", ")}: no test has such a name.`,
      "They are called T1 to T56, S1 to S4.",
    );
  }
  try {
    await ensurePackages();
    await step("redis", () => ensureRedisProgram({ yes: true }));
    const others = elsewhere.tests.filter(
      ({ id }) => ids.length === 0 || ids.some((wanted) => rowOf(wanted) === rowOf(id)),
    );
    const loadBefore = load();
    const isBrowser = (/** @type {Elsewhere} */ { file }) => file.startsWith("e2e/");
    const played = await playFaults(ids);
    const checked = await runElsewhere(others.filter((each) => !isBrowser(each)));
    const seen = await runBrowser(others.filter(isBrowser));
    const rows = [...played.rows, ...checked.rows, ...seen.rows];
    say("");
    for (const line of tableOf(rows)) say(line);
    const failed = rows.filter(({ passed }) => !passed).length;
    if (ids.length === 0) await writeDocument(rows, loadBefore);
    if (rows.length === 0) throw new Stop(`No test is called ${ids.join(" or ")}.`);
    say(`\n${rows.length - failed} passed, ${failed} failed`);
    if (failed > 0 || !played.ok || !checked.ok || !seen.ok) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
