#!/usr/bin/env node
/**
 * npm run bench             runs all benchmarks one after the other and writes bench/RESULTS.md
 * npm run bench -- <name>   runs one
 * npm run bench -- --list   lists them
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { writeResults } from "./lib/results.mjs";

const folder = path.dirname(fileURLToPath(import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3));

/** @param {string} name @param {string[]} rest @param {Record<string, string>} [env] */
function run(name, rest, env = {}) {
  const args = ["--expose-gc", "--import", "tsx", path.join(folder, `${name}.ts`), ...rest];
  const { status } = spawnSync(process.execPath, args, {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

const [name, ...rest] = process.argv.slice(2);
if (name === undefined) {
  process.exitCode = writeResults(names, run);
} else if (names.includes(name)) {
  process.exitCode = run(name, rest);
} else {
  console.log(`npm run bench -- <name>, where the name is one of: ${names.join(", ")}`);
  process.exitCode = name === "--list" ? 0 : 1;
}
