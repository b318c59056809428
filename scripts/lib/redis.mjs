/**
 * The Redis of a command: `REDIS_URL` when it is set, else one of our own.
 *
 * Our own listens on a unix socket in a 0700 folder and on no port, keeps an append-only file, and
 * belongs to the command that started it, which stops it at the end. A command that finds one running
 * shares it; when its owner is dead (killed, so that it could not stop it), the finder becomes the owner.
 */
import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { hasCode, ownerLives, ownMark, readJson, withLock } from "./lock.mjs";
import { commandLine, findProgram, isAlive, run, tail, waitForExit } from "./processes.mjs";
import { redisPid, redisState } from "./redis-socket.mjs";
import { Stop } from "./report.mjs";
import { installPackage, isYes } from "./system-package.mjs";

// sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
const SOCKET_PATH_BYTES = 100;
const OTHERWISE = "set REDIS_URL to a Redis of version 7 or newer, then start again.";

/**
 * @typedef {{ url: string, owned: boolean, pid: number | null, detail: string, stop: () => Promise<void> }} Redis
 *   `stop` ends the server when this process owns it, and does nothing otherwise.
 */

/** @param {string} server */
async function versionOf(server) {
  const { text } = await run(server, ["--version"]);
  return /v=(\d+)\.(\d+)[\d.]*/.exec(text);
}

/** A server program new enough, installed when there is none. @param {boolean} yes */
export async function serverProgram(yes) {
  const names = ["redis-server", "valkey-server"];
  if (!findProgram(names)) {
    await installPackage({
      what: "Redis",
      packages: { "apt-get": "redis-server", dnf: "valkey", apk: "redis", brew: "redis" },
      yes,
      otherwise: OTHERWISE,
    });
  }
  const found = names.flatMap((name) => findProgram([name]) ?? []);
  let old = "";
  for (const program of found) {
    const version = await versionOf(program);
    if (version && Number(version[1]) >= 7) return { program, version: version[0].slice(2) };
    old = `${program} is version ${version?.[0].slice(2) ?? "unknown"}; Espalier needs 7.0 or newer.`;
  }
  throw new Stop(
    old || "No redis-server or valkey-server was found on the PATH.",
    `Install a newer one (https://redis.io/docs/latest/operate/oss_and_stack/install/), or ${OTHERWISE}`,
  );
}

/**
 * Makes sure that a Redis can be had, and says which.
 * @param {{ yes: boolean }} input
 */
export async function ensureRedisProgram({ yes }) {
  if (process.env.REDIS_URL) return "yours (REDIS_URL)";
  const { program, version } = await serverProgram(yes);
  return `${program} ${version}`;
}

/**
 * A private folder for the socket: beside the data, or under the temporary folder when that path is too
 * long for a socket. The choice is recorded, so that every command finds the same.
 * @param {string} folder
 */
export function socketPath(folder) {
  const near = path.join(folder, "redis.sock");
  if (Buffer.byteLength(near) <= SOCKET_PATH_BYTES) return near;
  const record = path.join(folder, "socket-folder");
  const known = existsSync(record) ? readFileSync(record, "utf8") : "";
  if (known && isPrivateFolder(known)) return path.join(known, "redis.sock");
  const base = Buffer.byteLength(os.tmpdir()) < 60 ? os.tmpdir() : "/tmp";
  const short = mkdtempSync(path.join(base, "espalier-"));
  writeFileSync(record, short);
  return path.join(short, "redis.sock");
}

/** Ours alone: somebody else's folder of that name must not receive our socket. @param {string} folder */
function isPrivateFolder(folder) {
  try {
    const stat = lstatSync(folder);
    return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o077) === 0;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

/**
 * Starts a server of ours in a folder. Resolves with its process id when it answers.
 * @param {{ folder: string, socket: string, program: string, more?: { [name: string]: string } }} input
 *   `more`: settings that differ
 */
export async function launch({ folder, socket, program, more = {} }) {
  const logFile = path.join(folder, "redis.log");
  const log = openSync(logFile, "w");
  const settings = {
    port: "0",
    unixsocket: socket,
    unixsocketperm: "600",
    dir: folder,
    appendonly: "yes",
    appendfsync: "everysec",
    save: "",
    "maxmemory-policy": "noeviction",
    pidfile: path.join(folder, "redis.pid"),
    daemonize: "no",
    ...more,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  // Its own process group: Ctrl-C must reach the worker, which still needs Redis to hand back its steps.
  const child = spawn(program, args, { detached: true, stdio: ["ignore", log, log], cwd: folder });
  closeSync(log);
  const failed = new Promise((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      reject(
        new Stop(
          `${program} ended at once (${signal ?? `code ${code}`}):\n${tail(readFileSync(logFile, "utf8"), 12)}`,
          `Look at ${logFile}, or ${OTHERWISE}`,
        ),
      ),
    );
  });
  failed.catch(() => {});
  await Promise.race([untilReady(socket, logFile), failed]);
  child.removeAllListeners("exit");
  child.unref();
  return child.pid ?? null;
}

/** @param {string} socket @param {string} logFile */
async function untilReady(socket, logFile) {
  const until = performance.now() + 15_000;
  for (;;) {
    const state = await redisState(socket);
    if (state === "ready") return;
    // Reading a large file back may take minutes; it is under way as long as Redis says so.
    if (state === "absent" && performance.now() > until) {
      throw new Stop("Redis does not answer after 15 s.", `Look at ${logFile}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ends a server of ours that holds the data but lost its socket. @param {string} folder @param {string} socket */
async function endDeaf(folder, socket) {
  const pidFile = path.join(folder, "redis.pid");
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8")) : 0;
  // After a reboot the id may be anybody's; a Redis shows its socket in its command line.
  if (pid > 0 && isAlive(pid) && (await commandLine(pid)).includes(socket)) {
    process.kill(pid, "SIGTERM");
    if (!(await waitForExit(pid, 5000))) process.kill(pid, "SIGKILL");
  }
  rmSync(pidFile, { force: true });
}

/**
 * Starts or joins the private server of a data folder.
 * @param {{ dataDir: string, yes?: boolean }} input
 * @returns {Promise<Redis>}
 */
export async function privateRedis({ dataDir, yes = isYes() }) {
  const folder = path.join(path.resolve(dataDir), "redis");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const ownerFile = path.join(folder, "owner.json");

  // Two servers on one append-only file would destroy it: look and start under a lock.
  return withLock(path.join(folder, "start.lock"), async () => {
    const socket = socketPath(folder);
    const url = `unix://${socket}`;
    if ((await redisState(socket)) !== "absent") {
      await untilReady(socket, path.join(folder, "redis.log"));
      const pid = await redisPid(socket);
      if (ownerLives(readJson(ownerFile))) {
        return {
          url,
          owned: false,
          pid,
          detail: "joined the one already running",
          stop: async () => {},
        };
      }
      writeFileSync(ownerFile, JSON.stringify(ownMark()));
      const detail = "took over the one left by a killed command";
      return { url, owned: true, pid, detail, stop: () => stopServer({ folder, socket, pid }) };
    }
    await endDeaf(folder, socket);
    rmSync(socket, { force: true });
    const { program, version } = await serverProgram(yes);
    const pid = await launch({ folder, socket, program });
    writeFileSync(ownerFile, JSON.stringify(ownMark()));
    const detail = `${path.basename(program)} ${version}, private, data in ${path.relative(process.cwd(), folder) || folder}`;
    return { url, owned: true, pid, detail, stop: () => stopServer({ folder, socket, pid }) };
  });
}

/** @param {{ folder: string, socket: string, pid: number | null }} server */
export async function stopServer({ folder, socket, pid }) {
  if (pid !== null && isAlive(pid)) {
    // On SIGTERM Redis writes out its append-only file and removes socket and pid file.
    process.kill(pid, "SIGTERM");
    if (!(await waitForExit(pid, 3000))) process.kill(pid, "SIGKILL");
  }
  for (const file of [socket, path.join(folder, "redis.pid"), path.join(folder, "owner.json")]) {
    rmSync(file, { force: true });
  }
  if (path.dirname(socket) !== folder) {
    rmSync(path.dirname(socket), { recursive: true, force: true });
    rmSync(path.join(folder, "socket-folder"), { force: true });
  }
}

/**
 * The Redis of a command.
 * @param {{ dataDir: string, url?: string | undefined, yes?: boolean }} input
 * @returns {Promise<Redis>}
 */
export async function provideRedis({ dataDir, url = process.env.REDIS_URL, yes = isYes() }) {
  if (!url) return privateRedis({ dataDir, yes });
  const shown = url.replace(/\/\/[^@/]*@/, "//***@");
  return { url, owned: false, pid: null, detail: `yours at ${shown}`, stop: async () => {} };
}
