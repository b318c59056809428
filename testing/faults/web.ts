/** A web process of the fault tests: the real API with its guards and its end, without the pages. */
import http from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { handleApi } from "@/server/handle-api";
import { startServer } from "@/server/lifecycle";

const skewMs = Number(process.env.FAULT_SKEW_MS ?? 0);
if (skewMs !== 0) {
  const now = Date.now.bind(Date);
  Date.now = () => now() + skewMs;
}
startServer();
const server = http.createServer((incoming, outgoing) => {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  const { method = "GET", headers } = incoming;
  const body = method === "GET" ? {} : { body: Readable.toWeb(incoming), duplex: "half" as const };
  const request = new Request(`http://${headers.host}${incoming.url}`, {
    ...{ method, signal: gone.signal, headers: headers as { [name: string]: string } },
    ...(body as RequestInit),
  });
  handleApi(request).then(
    (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      if (!response.body) return void outgoing.end();
      Readable.fromWeb(response.body as ReadableStream)
        .on("error", () => outgoing.destroy())
        .pipe(outgoing);
    },
    (error: unknown) => {
      process.stdout.write(`ERROR ${String(error)}\n`);
      outgoing.destroy();
    },
  );
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  process.stdout.write(`READY http://127.0.0.1:${address.port}\n`);
});
