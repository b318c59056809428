#!/usr/bin/env node
/**
 * npm test: installs what is missing (packages, Redis, Chromium) and runs every check in order.
 *
 *   npm test -- --only unit,redis    runs these steps alone
 *   npm test -- --skip build,e2e     runs all but these
 *
 * The last line is `N passed, N failed`: tests of vitest and Playwright, and one for each other step that
 * failed. Ends with code 0 only when nothing failed.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { spawn } from "node:child_process";
import { ensureChromium } from "./lib/chromium.mjs";
import { readJson } from "./lib/lock.mjs";
import { checkNode, ensureBuild, ensurePackages, root } from "./lib/project.mjs";
import { ensureRedisProgram } from "./lib/redis.mjs";
import { duration, runMain, say, step, Stop } from "./lib/report.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const reports = mkdtempSync(path.join(os.tmpdir(), "espalier-reports-"));
const bin = (/** @type {string} */ name) => path.join(root, "node_modules", ".bin", name);

/** @type {import("node:child_process").ChildProcess | null} */
let current = null;
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.once(signal, () => {
    // From a terminal the tool has the signal already; it ends its own servers before it ends itself.
    current?.kill(signal);
    rmSync(reports, { recursive: true, force: true });
    const leave = () => process.exit(130);
    if (current) current.once("exit", leave);
    else leave();
  });
}

/**
 * Runs one tool with its output shown.
 * @param {string} command @param {string[]} args @param {Record<string, string>} [more]
 * @returns {Promise<boolean>}
 */
function tool(command, args, more = {}) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...more };
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
    current = child;
    child.once("error", (error) => {
      say(error.message);
      resolve(false);
    });
    child.once("exit", (code) => {
      current = null;
      resolve(code === 0);
    });
  });
}

/** @param {string} project @returns {Promise<Counts>} */
async function vitest(project) {
  const file = path.join(reports, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const ok = await tool(bin("vitest"), ["run", "--project", project, ...reporters]);
  const report = readJson(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A file that cannot be loaded has no test to count, and vitest may fail for what no test shows.
  const broken = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ result) =>
      result.status === "failed" && result.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: ok ? failed : Math.max(1, failed),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @returns {Promise<Counts>} */
async function playwright() {
  const file = path.join(reports, "e2e.json");
  const ok = await tool(bin("playwright"), ["test", "-c", "e2e/playwright.config.ts"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    CHROMIUM_PATH: await ensureChromium({ yes: true }),
  });
  const stats = readJson(file)?.stats;
  if (!stats) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: stats.expected + stats.flaky,
    failed: ok ? stats.unexpected : Math.max(1, stats.unexpected),
    skipped: stats.skipped,
  };
}

async function types() {
  // Next writes the types of the routes, which tsc needs.
  if (!existsSync(path.join(root, "app", "layout.tsx"))) return tool(bin("tsc"), ["--noEmit"]);
  return (await tool(bin("next"), ["typegen"])) && (await tool(bin("tsc"), ["--noEmit"]));
}

async function build() {
  try {
    await ensureBuild();
    return true;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    return false;
  }
}

/** @type {Record<string, () => Promise<boolean | Counts>>} */
const steps = {
  format: () => tool(bin("prettier"), ["--check", "--log-level", "warn", "."]),
  lua: () => tool(process.execPath, ["scripts/build-lua.mjs", "--check"]),
  types,
  lint: () => tool(bin("oxlint"), ["--type-aware"]),
  knip: () => tool(bin("knip"), []),
  unit: () => vitest("pure"),
  redis: () => vitest("redis"),
  faults: () => vitest("faults"),
  build,
  e2e: playwright,
};

/** @param {string} flag @returns {string[] | null} */
function listAfter(flag) {
  const at = process.argv.indexOf(flag);
  if (at < 0) return null;
  const names = (process.argv[at + 1] ?? "").split(",").filter(Boolean);
  const unknown = names.filter((name) => !(name in steps));
  if (names.length === 0 || unknown.length > 0) {
    throw new Stop(
      `${flag} needs names of steps${unknown.length > 0 ? `; unknown: ${unknown.join(", ")}` : ""}.`,
      `The steps are ${Object.keys(steps).join(", ")}.`,
    );
  }
  return names;
}

/** @param {string[]} chosen */
async function prepare(chosen) {
  say("Preparing");
  await ensurePackages();
  if (chosen.some((name) => ["redis", "faults", "e2e"].includes(name))) {
    await step("redis", () => ensureRedisProgram({ yes: true }));
  }
  if (chosen.includes("e2e")) await step("chromium", () => ensureChromium({ yes: true }));
}

/** @param {{ name: string, ms: number, outcome: boolean | Counts | "not run" }[]} rows */
function printTable(rows) {
  say("");
  for (const { name, ms, outcome } of rows) {
    const counts = typeof outcome === "object" ? outcome : null;
    const ok = outcome === true || counts?.failed === 0;
    const word = outcome === "not run" ? "not run" : ok ? "passed" : "FAILED";
    const skipped = counts?.skipped ? `, ${counts.skipped} skipped` : "";
    const detail = counts ? `${counts.passed} passed, ${counts.failed} failed${skipped}` : "";
    say(`  ${name.padEnd(8)} ${word.padEnd(8)} ${duration(ms).padStart(11)}   ${detail}`.trimEnd());
  }
}

await runMain(async () => {
  checkNode();
  try {
    const only = listAfter("--only");
    const skip = listAfter("--skip") ?? [];
    const chosen = Object.keys(steps).filter(
      (name) => (only ? only.includes(name) : true) && !skip.includes(name),
    );
    await prepare(chosen);
    const rows = [];
    for (const name of chosen) {
      say(`\n== ${name}`);
      const from = performance.now();
      // Browser tests of an old build would say nothing about this one.
      const buildFailed = rows.some((row) => row.name === "build" && row.outcome === false);
      const outcome = name === "e2e" && buildFailed ? "not run" : await steps[name]?.();
      rows.push({ name, ms: performance.now() - from, outcome: outcome ?? false });
    }
    printTable(rows);
    const counts = rows.map(({ outcome }) =>
      typeof outcome === "object" ? outcome : { passed: 0, failed: outcome === true ? 0 : 1 },
    );
    const passed = counts.reduce((sum, count) => sum + count.passed, 0);
    const failed = counts.reduce((sum, count) => sum + count.failed, 0);
    say(`\n${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
});
