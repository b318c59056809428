/** The product's API on a port of its own: its real handler and engine behind Node's HTTP server. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { closeEngine, engine } from "@/server/engine";
import { handleApi } from "@/server/handle-api";

export interface TestHttp extends AsyncDisposable {
  /** `http://127.0.0.1:…/api/trpc` */
  url: string;
}

/** One a process: like the product, it reads its environment once. */
export async function startHttp(env: { url: string; prefix: string }): Promise<TestHttp> {
  process.env.REDIS_URL = env.url;
  process.env.ESPALIER_PREFIX = env.prefix;
  engine().lookAfterRuns();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/trpc`,
    async [Symbol.asyncDispose]() {
      await closeEngine();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  const { method = "GET", headers } = incoming;
  const hasBody = method !== "GET";
  const request = new Request(`http://${headers.host}${incoming.url}`, {
    method,
    headers: headers as Record<string, string>,
    signal: gone.signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as BodyInit, duplex: "half" } : {}),
  } as RequestInit);
  const response = await handleApi(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return void outgoing.end();
  const body = Readable.fromWeb(response.body as ReadableStream);
  // A viewer that has seen enough hangs up in mid-stream.
  await pipeline(body, outgoing).catch((error: Error) => {
    if (!gone.signal.aborted) throw error;
  });
}
