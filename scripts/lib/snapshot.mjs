/**
 * A Redis as it was at one moment, while it goes on: it sends its data as it would to a replica, and a server of
 * our own that nobody writes to reads them. So a backup holds all keys of the same moment.
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { launch, serverProgram, socketPath, stopServer } from "./redis.mjs";
import { Stop } from "./report.mjs";

const CARRIAGE = 13;
const LINE_FEED = 10;

/** One file is of one Redis: those of a cluster, or behind sentinels, have backups of their own. */
export function refuseMany() {
  if (/^rediss?\+/.test(process.env.REDIS_URL ?? "")) {
    throw new Stop(
      "REDIS_URL names several servers; a backup is of one Redis.",
      "Behind Sentinel name the master itself (redis://). Of a cluster copy each node's own file.",
    );
  }
}

/** @param {string} url */
function connect(url) {
  if (url.startsWith("unix:")) return net.connect(url.replace(/^unix:(\/\/)?/, ""));
  const { hostname, port, protocol } = new URL(url);
  const address = { host: hostname, port: Number(port || 6379) };
  return protocol === "rediss:"
    ? tls.connect({ ...address, servername: hostname })
    : net.connect(address);
}

/** @param {string[]} parts */
const command = (parts) =>
  `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join("")}`;

/** @param {string} url */
function authOf(url) {
  if (url.startsWith("unix:")) return [];
  const { username, password } = new URL(url);
  if (!password) return [];
  const user = username ? [decodeURIComponent(username)] : [];
  return [command(["AUTH", ...user, decodeURIComponent(password)])];
}

/**
 * Writes what the Redis holds to a file, in its own format.
 * @param {{ url: string, file: string }} input
 */
export async function saveRdb({ url, file }) {
  const socket = connect(url);
  const auth = authOf(url);
  socket.write([...auth, "SYNC\r\n"].join(""));
  const out = createWriteStream(file);
  let head = Buffer.alloc(0);
  let answers = auth.length;
  /** @type {number | null} */
  let left = null;
  /** The lines before the data: empty ones while it prepares them, answers, then their length. */
  const readHead = () => {
    while (left === null) {
      while (head[0] === LINE_FEED || head[0] === CARRIAGE) head = head.subarray(1);
      const end = head.indexOf("\r\n");
      if (end < 0) return;
      const line = head.subarray(0, end).toString();
      head = head.subarray(end + 2);
      if (line.startsWith("$")) left = Number(line.slice(1));
      else if (line.startsWith("+") && answers > 0) answers -= 1;
      else throw new Stop(`This Redis does not give its data: ${line}`, OTHERWISE);
    }
  };
  try {
    for await (const chunk of socket) {
      head = Buffer.concat([head, chunk]);
      readHead();
      if (left === null) continue;
      const data = head.subarray(0, left);
      head = head.subarray(data.length);
      left -= data.length;
      if (!out.write(data)) await new Promise((resolve) => out.once("drain", resolve));
      if (left === 0) break;
    }
  } finally {
    socket.destroy();
    await new Promise((resolve) => out.end(resolve));
  }
  if (left !== 0) throw new Stop("Redis ended before it had given all its data.", "Try again.");
}

const OTHERWISE = "Where it is somebody else's service, use that service's own backups.";

/**
 * Calls `use` with the address of a Redis that holds what this one holds now.
 * @param {{ url: string, yes: boolean }} input
 * @param {(url: string) => Promise<void>} use
 */
export async function withSnapshot({ url, yes }, use) {
  const { program } = await serverProgram(yes);
  const folder = mkdtempSync(path.join(os.tmpdir(), "espalier-snapshot-"));
  try {
    const data = path.join(folder, "redis");
    mkdirSync(data, { mode: 0o700 });
    await saveRdb({ url, file: path.join(data, "dump.rdb") });
    const socket = socketPath(data);
    const pid = await launch({ folder: data, socket, program, more: { appendonly: "no" } });
    try {
      await use(`unix://${socket}`);
    } finally {
      await stopServer({ folder: data, socket, pid });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
