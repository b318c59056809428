/** Runs all benchmarks and writes bench/RESULTS.md: a table for each, and what stands in bench/notes.md. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os, { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const bench = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @param {string} name */
function versionOf(name) {
  const file = path.join(bench, "..", "node_modules", name, "package.json");
  return `${name} ${JSON.parse(readFileSync(file, "utf8")).version}`;
}

function machine() {
  const [cpu] = os.cpus();
  const versions = ["bullmq", "ioredis", "next", "react", "@xyflow/react"].map(versionOf);
  return [
    `Machine: ${os.cpus().length} x ${cpu?.model.trim() ?? "unknown"}, ${Math.round(os.totalmem() / 2 ** 30)} GB, load ${os.loadavg()[0]?.toFixed(1)} at the start.`,
    `Versions: Node ${process.versions.node}, ${versions.join(", ")}.`,
    `Date: ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC.`,
  ].join("\n");
}

/** @param {string} file */
function rowsOf(file) {
  try {
    return readFileSync(file, "utf8").trim().split("\n").filter(Boolean);
  } catch {
    // It ended before it had measured anything; its exit says so.
    return [];
  }
}

/** @param {string} name @param {string[]} rows @param {boolean} isWhole */
function section(name, rows, isWhole) {
  const lines = rows.map((row) => `| ${JSON.parse(row).join(" | ")} |`);
  const ended = isWhole
    ? []
    : ["", "It ended before its end; what it had measured until then stands above."];
  return [
    `## ${name}`,
    "",
    "| what | measured | share |",
    "|---|---:|---|",
    ...lines,
    ...ended,
    "",
  ].join("\n");
}

/**
 * @param {string[]} names
 * @param {(name: string, rest: string[], env: Record<string, string>) => Promise<number>} run
 * @returns the exit code: 1 when one did not come to its end
 */
export async function writeResults(names, run) {
  const folder = mkdtempSync(path.join(tmpdir(), "espalier-bench-rows-"));
  const where = machine();
  let code = 0;
  const sections = [];
  for (const name of names) {
    console.log(`\n== ${name}`);
    const file = path.join(folder, name);
    const status = await run(name, [], { BENCH_OUT: file });
    if (status !== 0) code = 1;
    sections.push(section(name, rowsOf(file), status === 0));
  }
  rmSync(folder, { recursive: true });
  const notes = readFileSync(path.join(bench, "notes.md"), "utf8");
  const head =
    "# Results\n\nWritten by `npm run bench`. Shares count: a machine that is busy slows both sides.\n";
  writeFileSync(path.join(bench, "RESULTS.md"), [head, where, "", ...sections, notes].join("\n"));
  console.log("\nbench/RESULTS.md written");
  return code;
}
