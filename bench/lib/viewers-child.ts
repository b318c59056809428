/**
 * Many browsers that watch one run, in a process of their own: bare sockets that take what they are sent, for
 * it is the web process that is to be measured. Only of a few is looked at what came, and when.
 */
import net from "node:net";
import type { ViewersAsk, ViewersReport } from "./viewers";

/** One in so many is listened to. */
const LISTENED = 20;
const AT_ONCE = 50;
const BUFFER_BYTES = 256 * 1024;

const [address = "", runId = "", cursor = "", count = "0"] = process.argv.slice(2);
const { hostname, port, host } = new URL(address);
const input = encodeURIComponent(JSON.stringify({ runId, cursor }));
const request = `GET /api/trpc/runs.events?input=${input} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`;

let looked = nothing();
const sockets: net.Socket[] = [];

function nothing() {
  return { lags: [] as number[], resets: 0, bytes: 0, cpu: process.cpuUsage() };
}

function open(index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const isListened = index % LISTENED === 0;
    const socket = net.connect({
      host: hostname,
      port: Number(port),
      onread: {
        // Never kept: one for all would do, but reads of several sockets overlap.
        buffer: () => shared,
        callback: (bytes, buffer) => {
          looked.bytes += bytes;
          if (isListened) listen(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
          resolve();
          return true;
        },
      },
    });
    sockets.push(socket);
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("A viewer was cut off.")));
    socket.write(request);
  });
}

const shared = Buffer.allocUnsafe(BUFFER_BYTES);

/** A chunk may cut an event in two: that one is left out. */
function listen(chunk: Buffer): void {
  const now = Date.now();
  const text = chunk.toString("latin1");
  for (const [, at] of text.matchAll(/"at":(\d{13})/g)) looked.lags.push(now - Number(at));
  if (text.includes('{"reset":true}')) looked.resets += 1;
}

process.on("message", (ask: ViewersAsk) => {
  if (ask === "begin") looked = nothing();
  else {
    const { user, system } = process.cpuUsage(looked.cpu);
    const { lags, resets, bytes } = looked;
    const listened = Math.ceil(Number(count) / LISTENED);
    const report: ViewersReport = { lags, resets, bytes, listened, cpuMs: (user + system) / 1000 };
    process.send?.(report);
  }
});
process.on("disconnect", () => process.exit(0));

for (let from = 0; from < Number(count); from += AT_ONCE) {
  const these = Math.min(AT_ONCE, Number(count) - from);
  await Promise.all(Array.from({ length: these }, (_, i) => open(from + i)));
}
process.send?.("open");
