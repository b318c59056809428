/**
 * Prints what was measured: where, when, with which versions, and as shares of a target or of another. When all
 * benchmarks run, the same goes into a file of which RESULTS.md is made.
 */
import { appendFileSync, readFileSync } from "node:fs";
import os from "node:os";

/** One measured number. */
export interface Row {
  what: string;
  /** Milliseconds, unless `unit` says otherwise. */
  value: number;
  unit?: string;
  /** It is to be at most this. */
  target?: number;
  /** Its share of what is beside it is to be so. */
  share?: { atLeast: number } | { atMost: number };
  /** The same of something else, measured in the same run. */
  beside?: { name: string; value: number };
}

function versionOf(name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  return `${name} ${version}`;
}

/** Machine, versions and date, without which a number says nothing. */
export function printMachine(packages: readonly string[], more: readonly string[] = []): void {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  console.log(`Machine   ${os.cpus().length} x ${cpu?.model.trim() ?? "unknown"}, ${memory} GB`);
  console.log(`Load      ${os.loadavg()[0]?.toFixed(1) ?? "?"} at the start`);
  const versions = [`Node ${process.versions.node}`, ...more, ...packages.map(versionOf)];
  console.log(`Versions  ${versions.join(", ")}`);
  console.log(`Date      ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC\n`);
}

function shown(value: number, unit = "ms"): string {
  return `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

const verdictOf = (isWithin: boolean) => (isWithin ? "within" : "MISSED");

function ofTarget({ value, unit, target }: Row): string {
  if (target === undefined) return "";
  const share = (value / target).toFixed(2);
  return `${share} of the target ${shown(target, unit)}, ${verdictOf(value <= target)}`;
}

function ofOther({ value, unit, beside, share: wanted }: Row): string {
  if (beside === undefined) return "";
  const share = value / beside.value;
  const text = `${share.toFixed(2)} of ${beside.name} (${shown(beside.value, unit)})`;
  if (wanted === undefined) return text;
  return "atLeast" in wanted
    ? `${text}, target at least ${wanted.atLeast}, ${verdictOf(share >= wanted.atLeast)}`
    : `${text}, target at most ${wanted.atMost}, ${verdictOf(share <= wanted.atMost)}`;
}

/** One line for each number, with its share of the target and of what was measured beside it. */
export function printRows(rows: readonly Row[]): void {
  for (const row of rows) {
    const columns = [
      row.what,
      shown(row.value, row.unit),
      [ofTarget(row), ofOther(row)].filter(Boolean).join("; "),
    ];
    const [what = "", value = "", verdict = ""] = columns;
    console.log(`${what.padEnd(52)}${value.padStart(14)}  ${verdict}`);
    const file = process.env.BENCH_OUT;
    if (file) appendFileSync(file, `${JSON.stringify(columns)}\n`);
  }
}
