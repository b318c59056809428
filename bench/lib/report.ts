/** Prints what was measured: where, when, with which versions, and as shares of a target or of another. */
import { readFileSync } from "node:fs";
import os from "node:os";

/** One measured number. */
export interface Row {
  what: string;
  /** Milliseconds, unless `unit` says otherwise. */
  value: number;
  unit?: string;
  /** It is to be at most this. */
  target?: number;
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

/** One line for each number, with its share of the target and of what was measured beside it. */
export function printRows(rows: readonly Row[]): void {
  for (const { what, value, unit, target, beside } of rows) {
    const parts = [what.padEnd(44), shown(value, unit).padStart(10)];
    if (target !== undefined) {
      const verdict = value <= target ? "within" : "OVER";
      const share = (value / target).toFixed(2);
      parts.push(`  ${share} of the target ${shown(target, unit)}, ${verdict}`);
    }
    if (beside !== undefined) {
      const share = (value / beside.value).toFixed(2);
      parts.push(`  ${share} of ${beside.name} (${shown(beside.value, unit)})`);
    }
    console.log(parts.join(""));
  }
}
