/**
 * A proxy in front of the app that can be cut like a cable, and that notes what a run's stream brought.
 * The browser's own means are not enough: going offline leaves a stream on loopback open.
 */
import http from "node:http";
import type { Socket } from "node:net";
import type { RunEvent } from "@/core/events";

/** One connection of the stream of events. */
interface Connection {
  /** The id that the page asked to go on from, when it named one. */
  lastEventId: string | null;
  /** Sequence numbers in the order in which they came. */
  seqs: number[];
}

interface CuttableProxy {
  address: string;
  connections: readonly Connection[];
  /** How often the page asked for a whole snapshot. */
  readonly snapshots: number;
  /** Breaks every connection and takes no new one. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

const inputOf = (url: URL): { lastEventId?: string | null } =>
  JSON.parse(url.searchParams.get("input") ?? "{}") as { lastEventId?: string | null };

export async function startCuttableProxy(target: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const connections: Connection[] = [];
  let isCut = false;
  let snapshots = 0;

  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? "/", target);
    const { method, headers } = request;
    const upstream = http.request({ hostname, port, method, headers, path: request.url });
    if (url.pathname.includes("runs.packed")) snapshots += 1;
    let note: ((text: string) => void) | null = null;
    if (url.pathname.endsWith("/runs.events")) {
      const header = headers["last-event-id"];
      const lastEventId = inputOf(url).lastEventId ?? (typeof header === "string" ? header : null);
      const connection: Connection = { lastEventId, seqs: [] };
      connections.push(connection);
      note = noteSeqs(connection.seqs);
    }
    upstream.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("data", (chunk: Buffer) => note?.(chunk.toString()));
      answer.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  });
  server.on("connection", (socket) => {
    if (isCut) return socket.destroy();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");

  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${address.port}`,
    connections,
    get snapshots() {
      return snapshots;
    },
    cut() {
      isCut = true;
      drop();
    },
    mend() {
      isCut = false;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      drop();
      await closed;
    },
  };
}

/** Reads server-sent events as they come, in whatever pieces. */
function noteSeqs(seqs: number[]): (text: string) => void {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) seqs.push(...seqsOf(line));
  };
}

function seqsOf(line: string): number[] {
  if (!line.startsWith("data:")) return [];
  const data = JSON.parse(line.slice("data:".length)) as { events?: RunEvent[] } | null;
  return (data?.events ?? []).map(({ seq }) => seq);
}
