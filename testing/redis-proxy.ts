/**
 * A door between a client and the tests' Redis: `await using proxy = await redisProxy(redis.url)`. It notes
 * the commands that pass, and can do to a client what a network does: lose replies, go silent, be slow, break.
 *
 * As with TCP nothing is lost in the middle of a connection: what is kept back comes late, in order, or
 * the connection ends. So a client never takes one command's reply for another's.
 */
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { commandReader, type WireCommand } from "./redis-wire";

/**
 * `dropReplies`: commands arrive, replies do not. `blackhole`: nothing passes, nobody is told. `delay`: all
 * comes later. `cut`: connections end, new ones are refused.
 */
export type ProxyMode = "pass" | "dropReplies" | "blackhole" | "delay" | "cut";

/** Changes the mode at a command. */
export interface Trap {
  matches: (command: WireCommand) => boolean;
  /** The how manieth match springs it. @default 1 */
  nth?: number;
  /** With `dropReplies` the command still arrives; with the others it is the first that does not. */
  then: "dropReplies" | "blackhole" | "cut";
  /** Called at once, before anything else is read. */
  onSprung?: () => void;
}

export interface RedisProxy extends AsyncDisposable {
  /** For the client under test. */
  url: string;
  /** The commands since the last call: the name in capitals and the first argument. */
  commands(): string[];
  /** Connections that are open now. */
  connections: number;
  /** @param delayMs of each piece of data, for `delay` */
  set(mode: ProxyMode, delayMs?: () => number): void;
  /** Resolves when it is sprung. One at a time: a new one takes the place of the last. */
  trap(trap: Trap): Promise<void>;
  /** Breaks all connections, and takes new ones. What was kept back is lost. */
  drop(): void;
  /** Cuts all connections and takes no new ones until `mend`. */
  cut(): void;
  /** All passes again, first what was kept back. */
  mend(): void;
}

/** One direction of a connection: what comes is sent on in order, when it may. */
class Lane {
  readonly #to: net.Socket;
  readonly #mayPass: () => boolean;
  readonly #waiting: { bytes: Buffer; at: number }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(to: net.Socket, mayPass: () => boolean) {
    this.#to = to;
    this.#mayPass = mayPass;
  }

  take(bytes: Buffer, delayMs: number): void {
    this.#waiting.push({ bytes, at: delayMs > 0 ? performance.now() + delayMs : 0 });
    this.pump();
  }

  pump(): void {
    clearTimeout(this.#timer);
    for (let first = this.#waiting[0]; first && this.#mayPass(); first = this.#waiting[0]) {
      const leftMs = first.at - performance.now();
      if (leftMs > 0) {
        this.#timer = setTimeout(() => this.pump(), leftMs);
        return;
      }
      this.#waiting.shift();
      if (!this.#to.destroyed) this.#to.write(first.bytes);
    }
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

export async function redisProxy(redisUrl: string): Promise<RedisProxy> {
  const folder = mkdtempSync(path.join(tmpdir(), "espalier-proxy-"));
  const socketPath = path.join(folder, "redis.sock");
  const open = new Map<net.Socket, Lane[]>();
  let commands: string[] = [];
  let mode: ProxyMode = "pass";
  let delayMs = () => 0;
  let trap: (Trap & { left: number; sprung: () => void }) | undefined;

  const set = (next: ProxyMode, delay = () => 0) => {
    mode = next;
    delayMs = delay;
    if (mode === "cut") drop();
    else for (const lane of [...open.values()].flat()) lane.pump();
  };
  const drop = () => {
    for (const client of open.keys()) client.destroy();
  };
  const look = (command: WireCommand) => {
    commands.push(command.parts.slice(0, 2).join(" "));
    if (!trap?.matches(command)) return;
    trap.left -= 1;
    if (trap.left > 0) return;
    const { then, onSprung, sprung } = trap;
    trap = undefined;
    set(then);
    onSprung?.();
    sprung();
  };

  const server = net.createServer((client) => {
    if (mode === "cut") return client.destroy();
    const upstream = connectTo(redisUrl);
    const toRedis = new Lane(upstream, () => mode !== "blackhole" && mode !== "cut");
    const toClient = new Lane(client, () => mode === "pass" || mode === "delay");
    const end = () => {
      open.delete(client);
      for (const lane of [toRedis, toClient]) lane.end();
      client.destroy();
      upstream.destroy();
    };
    open.set(client, [toRedis, toClient]);
    for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
    const read = commandReader((command) => {
      look(command);
      toRedis.take(command.bytes, delayMs());
    });
    client.on("data", read);
    upstream.on("data", (bytes: Buffer) => toClient.take(bytes, delayMs()));
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
    set,
    drop,
    cut: () => set("cut"),
    mend: () => set("pass"),
    trap: (next) =>
      new Promise((resolve) => {
        trap = { ...next, left: next.nth ?? 1, sprung: resolve };
      }),
    async [Symbol.asyncDispose]() {
      drop();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function connectTo(url: string): net.Socket {
  if (url.startsWith("unix://")) return net.connect(url.slice("unix://".length));
  const { hostname, port } = new URL(url);
  return net.connect(Number(port || 6379), hostname);
}
