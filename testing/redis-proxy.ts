/**
 * A door between a client and the tests' Redis: `await using proxy = await redisProxy(redis.url)`. It notes
 * the commands that pass, and can be slammed to see what a client makes of a lost connection.
 */
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export interface RedisProxy extends AsyncDisposable {
  /** For the client under test. */
  url: string;
  /** The commands since the last call: the name in capitals and the first argument. */
  commands(): string[];
  /** Connections that are open now. */
  connections: number;
  /** Cuts all connections and takes no new ones until `mend`. */
  cut(): void;
  mend(): void;
}

export async function redisProxy(redisUrl: string): Promise<RedisProxy> {
  const folder = mkdtempSync(path.join(tmpdir(), "espalier-proxy-"));
  const socketPath = path.join(folder, "redis.sock");
  const open = new Set<net.Socket>();
  let commands: string[] = [];
  let isCut = false;
  const server = net.createServer((client) => {
    if (isCut) return client.destroy();
    const upstream = connectTo(redisUrl);
    const note = commandReader((command) => commands.push(command));
    const end = () => {
      open.delete(client);
      client.destroy();
      upstream.destroy();
    };
    open.add(client);
    for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
    client.on("data", note);
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    url: `unix://${socketPath}`,
    commands() {
      const noted = commands;
      commands = [];
      return noted;
    },
    get connections() {
      return open.size;
    },
    cut() {
      isCut = true;
      for (const client of open) client.destroy();
    },
    mend() {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      for (const client of open) client.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Bytes of an argument that are noted. */
const MAX_TOLD = 200;

function connectTo(url: string): net.Socket {
  if (url.startsWith("unix://")) return net.connect(url.slice("unix://".length));
  const { hostname, port } = new URL(url);
  return net.connect(Number(port || 6379), hostname);
}

/** Reads requests as clients write them: `*<parts>`, then each part as `$<bytes>` and the bytes. */
function commandReader(onCommand: (command: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let missing = 0;
  let parts: string[] = [];
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
      const line = rest.toString("latin1", 0, end);
      const count = Number(line.slice(1));
      if (missing === 0) {
        if (line[0] !== "*") throw new Error(`Not a request: ${line.slice(0, 40)}`);
        missing = count;
        parts = [];
        rest = rest.subarray(end + 2);
        continue;
      }
      const next = end + 2 + count + 2;
      if (rest.length < next) return;
      parts.push(rest.toString("utf8", end + 2, end + 2 + Math.min(count, MAX_TOLD)));
      rest = rest.subarray(next);
      missing -= 1;
      if (missing === 0) onCommand([parts[0]?.toUpperCase(), ...parts.slice(1, 2)].join(" "));
    }
  };
}
