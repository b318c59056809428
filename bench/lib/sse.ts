/** Many browsers that watch one run: connections of their own, and of a few what they were told and when. */
import { get, type IncomingMessage } from "node:http";

export interface Viewers {
  /** Milliseconds from each event, by Redis' clock, until it came here. */
  lags: number[];
  /** Bytes that all of them were sent. */
  bytes: () => number;
  close: () => void;
}

/** One in so many is listened to; the others only take what they are sent, or this process would be measured. */
const LISTENED = 20;

export async function openViewers(address: string, runId: string, count: number): Promise<Viewers> {
  const lags: number[] = [];
  const responses: IncomingMessage[] = [];
  let bytes = 0;
  const input = encodeURIComponent(JSON.stringify({ runId }));
  const open = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const url = `${address}/api/trpc/runs.events?input=${input}`;
      const request = get(
        url,
        { agent: false, headers: { accept: "text/event-stream" } },
        (response) => {
          if (response.statusCode !== 200) reject(new Error(`Refused: ${response.statusCode}`));
          responses.push(response);
          response.on("data", (chunk: Buffer) => {
            bytes += chunk.length;
            if (index % LISTENED === 0) noteLags(chunk, lags);
          });
          response.on("error", () => {
            // It is closed at the end.
          });
          resolve();
        },
      );
      request.on("error", reject);
    });
  for (let i = 0; i < count; i += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - i) }, (_, k) => open(i + k)));
  }
  return {
    lags,
    bytes: () => bytes,
    close: () => responses.forEach((response) => response.destroy()),
  };
}

/** A chunk may cut an event in two: that one is left out. */
function noteLags(chunk: Buffer, lags: number[]): void {
  const now = Date.now();
  for (const [, at] of chunk.toString().matchAll(/"at":(\d{13})/g)) lags.push(now - Number(at));
}
