/** A lock between commands on one machine: a file that holds the id of the process which took it. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive, processMark } from "./processes.mjs";

/** @param {unknown} error @param {string} code */
export function hasCode(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}

/** Who this process is, for a file that outlives it. */
export function ownMark() {
  return { pid: process.pid, mark: processMark(process.pid) };
}

/**
 * Whether the process that wrote this still runs.
 * @param {{ pid?: unknown, mark?: unknown } | null} owner
 */
export function ownerLives(owner) {
  if (typeof owner?.pid !== "number" || !isAlive(owner.pid)) return false;
  return !owner.mark || owner.mark === processMark(owner.pid);
}

/** @param {string} file */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (hasCode(error, "ENOENT") || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Creates the file with its content in one move: a reader must never find it empty. @param {string} file */
function create(file) {
  const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, JSON.stringify(ownMark()));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes a dead owner's lock, one command at a time: two that saw the same dead owner must not
 * remove each other's new lock.
 * @param {string} file
 */
function removeStale(file) {
  const guard = `${file}.takeover`;
  if (!create(guard)) {
    if (!ownerLives(readJson(guard))) rmSync(guard, { force: true });
    return false;
  }
  try {
    if (!ownerLives(readJson(file))) rmSync(file, { force: true });
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * Does `work` while no other command holds `file`; a lock left by a dead process is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another command holds it
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!create(file)) {
    if (!ownerLives(readJson(file)) && removeStale(file)) continue;
    if (!told) onWait?.();
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
