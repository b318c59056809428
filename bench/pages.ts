/**
 * What a first visit loads: the JavaScript of three pages, as a browser is sent it (gzip); and how long a warm
 * `npm start`, built and installed, takes until the first page is there.
 */
import { get } from "node:http";
import { withThrowawayApp } from "../scripts/lib/throwaway-app.mjs";
import { printMachine, printRows } from "./lib/report";

interface Answer {
  text: string;
  bytes: number;
}

function fetchPacked(url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": "gzip" } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const body = Buffer.concat(chunks);
        resolve({ text: body.toString(), bytes: body.length });
      });
      response.on("error", reject);
    }).on("error", reject);
  });
}

/** Scripts that the page names, in KB as they come over the line. */
async function javascriptOf(address: string, path: string): Promise<number> {
  const page = await (await fetch(address + path)).text();
  const scripts = new Set(
    [...page.matchAll(/<script[^>]+src="([^"]+\.js)"/g)].map(([, src]) => src ?? ""),
  );
  const sizes = await Promise.all([...scripts].map((src) => fetchPacked(address + src)));
  return sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
}

async function submitOne(address: string): Promise<string> {
  const workflow = { version: 1, root: { kind: "task", task: "math.add", args: [1, 2] } };
  const response = await fetch(`${address}/api/trpc/runs.submit`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ workflow }),
  });
  const answer = (await response.json()) as { result: { data: { runId: string } } };
  return answer.result.data.runId;
}

printMachine(["next", "react"]);
// The first start may build.
await withThrowawayApp(async (address) => {
  const runId = await submitOne(address);
  for (const path of ["/runs", "/workflows/new", `/runs/${runId}`]) {
    const what = `First-load JavaScript of ${path.replace(runId, "[id]")}`;
    printRows([{ what, value: await javascriptOf(address, path), unit: "KB" }]);
  }
});
const from = performance.now();
await withThrowawayApp(async (address) => {
  await (await fetch(`${address}/runs`)).text();
  printRows([{ what: "Warm npm start to the first page", value: performance.now() - from }]);
});
process.exit(0);
