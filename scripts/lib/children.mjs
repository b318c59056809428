/**
 * The processes a command runs: output with a prefix, an ordered end, and news when one dies unasked.
 * Each is in a process group of its own, so Ctrl-C reaches the command alone, which stops them in order.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const withParent = new URL("./with-parent.mjs", import.meta.url).href;
const KEPT_LINES = 40;

/**
 * @typedef {{
 *   name: string,
 *   pid: number,
 *   running: () => boolean,
 *   lastLines: () => string,
 *   ended: Promise<string>,
 *   stop: (graceMs: number) => Promise<void>,
 *   kill: () => void,
 * }} Child `ended` resolves with the reason in words; `stop` asks, then forces after `graceMs`; `kill` forces.
 */

/**
 * Starts a Node process that ends with this one.
 * @param {{ name: string, args: string[], env: Record<string, string | undefined>, quiet: boolean }} input
 *   `quiet` keeps the standard output back; errors always show.
 * @returns {Child}
 */
export function startChild({ name, args, env, quiet }) {
  const child = spawn(process.execPath, ["--import", withParent, ...args], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  /** @type {string[]} */
  const kept = [];
  const listen = (
    /** @type {import("node:stream").Readable} */ stream,
    /** @type {boolean} */ shown,
  ) => {
    createInterface({ input: stream }).on("line", (line) => {
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      if (shown) process.stdout.write(`[${name}] ${line}\n`);
    });
  };
  if (child.stdout) listen(child.stdout, !quiet);
  if (child.stderr) listen(child.stderr, true);

  let running = true;
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) =>
      resolve(signal ? `signal ${signal}` : `exit code ${code}`),
    );
  });
  void ended.then(() => (running = false));

  /** The whole group: `next dev` and `tsx watch` have children of their own. */
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group is gone already.
    }
  };
  return {
    name,
    pid: child.pid ?? 0,
    running: () => running,
    lastLines: () => kept.join("\n"),
    ended,
    async stop(graceMs) {
      if (running) {
        // The child alone first: it ends its own children in its own order.
        child.kill("SIGTERM");
        const timer = setTimeout(kill, graceMs);
        await ended;
        clearTimeout(timer);
      }
      kill();
    },
    kill,
  };
}
