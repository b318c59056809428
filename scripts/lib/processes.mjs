/** Small questions about processes, and commands run to their end. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    // A zombie still has its id: in a container nobody may ever collect it.
    return statOf(pid)?.[0] !== "Z";
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * The fields of /proc/<pid>/stat after the name, or null where there is no /proc.
 * @param {number} pid
 */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may itself hold spaces and parentheses.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/**
 * What tells a process from a later one with the same id: its start, where the system shows it.
 * @param {number} pid
 */
export function processMark(pid) {
  return statOf(pid)?.[19] ?? "";
}

/**
 * The command line of a process, "" when it cannot be read.
 * @param {number} pid
 */
export async function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return (await run("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({ text: "" })))
      .text;
  }
}

/**
 * @param {number} pid
 * @param {number} timeoutMs
 */
export async function waitForExit(pid, timeoutMs) {
  const until = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/**
 * The first of these programs on the PATH, or in a folder where package managers put programs.
 * @param {string[]} names
 */
export function findProgram(names) {
  const usual = ["/usr/local/bin", "/usr/bin", "/usr/sbin", "/opt/homebrew/bin", "/snap/bin"];
  const folders = [...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean), ...usual];
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (existsSync(file)) return file;
    }
  }
  return null;
}

/**
 * Runs a command to its end. `output` is "show" (as it comes) or "keep" (given back, for a message).
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, output?: "show" | "keep" }} [options]
 * @returns {Promise<{ code: number, text: string }>}
 */
export function run(command, args, { cwd, env = process.env, output = "keep" } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = output === "show" ? "inherit" : ["ignore", "pipe", "pipe"];
    const child = spawn(command, args, { cwd, env, stdio });
    let text = "";
    child.stdout?.on("data", (chunk) => (text += chunk));
    child.stderr?.on("data", (chunk) => (text += chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), text }));
  });
}

/**
 * The end of a long output, for a message.
 * @param {string} text
 * @param {number} [lines]
 */
export function tail(text, lines = 30) {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}
