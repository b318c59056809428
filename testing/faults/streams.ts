/** Streams of a run's events as a browser opens them, by the thousand; and what they cost a process. */
import { readdirSync, readFileSync } from "node:fs";
import net from "node:net";

/** Of what came, the end is kept. */
const KEPT = 4000;

export interface Stream {
  /** Paused: a browser that reads nothing. */
  socket: net.Socket;
  /** The end of what came. */
  said(): string;
  /** Of the last event that came; 0 before the first. */
  lastId(): number;
}

/** Asks for a run's events. Resolves when the request is sent. */
export async function openStream(address: string, runId: string): Promise<Stream> {
  const { hostname, port, host } = new URL(address);
  const socket = net.connect(Number(port), hostname);
  socket.on("error", () => {});
  let said = "";
  let lastId = 0;
  socket.on("data", (bytes: Buffer) => {
    const text = said + bytes.toString("latin1");
    const [, id] = /^id: [^:\n]*:(\d+)/.exec(text.slice(text.lastIndexOf("id: "))) ?? [];
    lastId = Math.max(lastId, Number(id ?? 0));
    said = text.slice(-KEPT);
  });
  await new Promise((resolve) => socket.once("connect", resolve));
  const input = encodeURIComponent(JSON.stringify({ runId }));
  socket.write(`GET /api/trpc/runs.events?input=${input} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  return { socket, said: () => said, lastId: () => lastId };
}

/** Resident memory in MiB. */
export function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

export function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
