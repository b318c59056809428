#!/usr/bin/env node
/**
 * npm run bench             runs all benchmarks one after the other and writes bench/RESULTS.md
 * npm run bench -- <name>   runs one
 * npm run bench -- --list   lists them
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { writeResults } from "./lib/results.mjs";

const folder = path.dirname(fileURLToPath(import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3));
/** @type {NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * A signal to this process is one to the benchmark: nothing goes on without it.
 * @param {string} name @param {string[]} rest @param {Record<string, string>} [env]
 * @returns {Promise<number>} the exit code
 */
function run(name, rest, env = {}) {
  const args = ["--expose-gc", "--import", "tsx", path.join(folder, `${name}.ts`), ...rest];
  const child = spawn(process.execPath, args, {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  /** @type {NodeJS.Signals | undefined} */
  let told;
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    told = signal;
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      for (const each of SIGNALS) process.off(each, forward);
      // Who was told to end ends, and begins no other benchmark.
      if (told) process.kill(process.pid, told);
      resolve(code ?? 1);
    });
  });
}

const [name, ...rest] = process.argv.slice(2);
if (name === undefined) {
  process.exitCode = await writeResults(names, run);
} else if (names.includes(name)) {
  process.exitCode = await run(name, rest);
} else {
  console.log(`npm run bench -- <name>, where the name is one of: ${names.join(", ")}`);
  process.exitCode = name === "--list" ? 0 : 1;
}
