/** The running app: Redis, the web server and a worker, started in order and stopped in order. */
import path from "node:path";
import { startChild } from "./children.mjs";
import { addressOf, authorization, healthProblem, isFree, whoListens } from "./ports.mjs";
import { dataDir, root } from "./project.mjs";
import { provideRedis } from "./redis.mjs";
import { duration, say, step, Stop } from "./report.mjs";

const READY_WITHIN_MS = 120_000;
// Side by side, and then Redis (milliseconds as a rule): all must fit into five seconds.
const WEB_GRACE_MS = 3000;
const WORKER_GRACE_MS = 3500;
const RESTART_MS = [1000, 2000, 5000, 10_000, 30_000];
const STABLE_MS = 60_000;

/** Host and port from the environment. @throws {Stop} when the port is no port */
export function listenAddress() {
  const host = process.env.HOST || "127.0.0.1";
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Stop(`PORT is ${process.env.PORT}; it must be a number from 1 to 65535.`);
  }
  return { host, port };
}

/** @param {{ host: string, port: number }} listen @throws {Stop} saying who has the port */
export async function checkPort({ host, port }) {
  const free = await isFree(host, port).catch((error) => {
    throw new Stop(`Cannot listen on ${host}:${port}: ${error.message}`, "Set HOST and PORT.");
  });
  if (free) return;
  const who = await whoListens(port);
  throw new Stop(
    `Port ${port} is taken${who ? ` by ${who}` : ""}.`,
    `Stop that, or choose another: PORT=${port + 1} npm start`,
  );
}

/** @param {{ host: string, port: number }} listen @param {"start" | "dev"} mode */
function webArgs({ host, port }, mode) {
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  return [next, mode, "--hostname", host, "--port", String(port)];
}

/** @param {"start" | "dev"} mode */
function workerArgs(mode) {
  if (mode === "start") return ["--import", "tsx", "worker/index.ts"];
  const tsx = path.join(root, "node_modules", "tsx", "dist", "cli.mjs");
  return [tsx, "watch", "--clear-screen=false", "worker/index.ts"];
}

/**
 * Runs the app until a signal or until something ends it, then stops everything and resolves.
 * @param {{ mode: "start" | "dev", quiet: boolean, extra?: () => () => void }} input
 *   `extra` is begun with the app (dev watches the Lua) and ended by the function it gives back.
 */
export async function runApp({ mode, quiet, extra }) {
  const listen = listenAddress();
  const address = addressOf(listen.host, listen.port);
  await checkPort(listen);

  const app = createApp({ mode, quiet, listen, address });
  const signals = watchSignals(app.force);
  const stopExtra = extra?.();
  /** @type {Stop | string} a problem, or the name of the signal */
  const why = await Promise.race([
    signals.first,
    app.start().then(
      () => {
        say(`\nEspalier is at ${address}   (Ctrl-C stops it)\n`);
        return app.broken;
      },
      (error) => (error instanceof Stop ? error : new Stop(String(error?.stack ?? error))),
    ),
  ]);
  stopExtra?.();
  const from = performance.now();
  if (typeof why === "string") say("\nStopping: the worker hands back what it runs");
  await app.stop();
  signals.unwatch();
  if (typeof why !== "string") throw why;
  say(`Stopped (${duration(performance.now() - from)})`);
}

/** @param {{ mode: "start" | "dev", quiet: boolean, listen: { host: string, port: number }, address: string }} input */
function createApp({ mode, quiet, listen, address }) {
  let stopping = false;
  let ready = false;
  /** @type {Promise<import("./redis.mjs").Redis> | undefined} */
  let redis;
  /** @type {import("./redis.mjs").Redis | undefined} */
  let redisFound;
  /** @type {import("./children.mjs").Child | undefined} */
  let web;
  /** @type {import("./children.mjs").Child | undefined} */
  let worker;
  /** @type {NodeJS.Timeout | undefined} */
  let restart;
  /** @type {(problem: Stop) => void} */
  let reportBroken = () => {};
  /** @type {Promise<Stop>} */
  const broken = new Promise((resolve) => (reportBroken = resolve));

  /** @param {string} url */
  const environment = (url) => ({
    ...process.env,
    NODE_ENV: mode === "start" ? "production" : "development",
    NEXT_TELEMETRY_DISABLED: "1",
    HOST: listen.host,
    PORT: String(listen.port),
    REDIS_URL: url,
    ESPALIER_DATA_DIR: dataDir(),
    FILES_ROOT: process.env.FILES_ROOT || root,
  });

  /** @param {Record<string, string | undefined>} env @param {number} failures restarts in a row before this one */
  const startWorker = (env, failures) => {
    const from = performance.now();
    const child = startChild({ name: "worker", args: workerArgs(mode), env, quiet });
    void child.ended.then((how) => {
      // Before everything is ready its end is a reason to stop, which the start itself reports.
      if (stopping || !ready) return;
      const again = performance.now() - from > STABLE_MS ? 0 : failures;
      const wait = RESTART_MS[Math.min(again, RESTART_MS.length - 1)] ?? 0;
      say(`[worker] ended (${how}), starting it again in ${duration(wait)}`);
      restart = setTimeout(() => (worker = startWorker(env, again + 1)), wait);
    });
    return child;
  };

  return {
    broken,
    async start() {
      redis = step("redis", () => provideRedis({ dataDir: dataDir() }));
      redisFound = await redis;
      if (stopping) return;
      const env = environment(redisFound.url);
      const server = startChild({ name: "web", args: webArgs(listen, mode), env, quiet });
      web = server;
      await step("web", () =>
        until(
          server,
          () => healthProblem(address),
          () => stopping,
        ),
      );
      if (stopping) return;
      worker = startWorker(env, 0);
      const first = worker;
      await step("worker", () =>
        until(
          first,
          () => workerProblem(address),
          () => stopping,
        ),
      );
      ready = true;
      void server.ended.then((how) => {
        if (stopping) return;
        reportBroken(new Stop(`The web server ended (${how}):\n${server.lastLines()}`));
      });
    },
    /** The worker hands back its steps while Redis still runs, then Redis ends. */
    async stop() {
      stopping = true;
      clearTimeout(restart);
      await Promise.all([web?.stop(WEB_GRACE_MS), worker?.stop(WORKER_GRACE_MS)]);
      // A signal may come while Redis starts: one that comes up later must not stay.
      const started = await redis?.catch(() => null);
      await started?.stop();
    },
    /** At once: what a killed worker held is taken up again when its lease ends. */
    force() {
      web?.kill();
      worker?.kill();
      if (redisFound?.owned && redisFound.pid) process.kill(redisFound.pid, "SIGTERM");
    },
  };
}

/**
 * The first signal is given to the caller; a second one, a moment later, forces and exits. Ctrl-C under
 * npm comes twice at once (from the terminal and from npm), which is one wish.
 * @param {() => void} force
 */
function watchSignals(force) {
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  let since = 0;
  /** @type {(signal: string) => void} */
  let tell = () => {};
  /** @type {Promise<string>} */
  const first = new Promise((resolve) => (tell = resolve));
  const handle = (/** @type {string} */ signal) => {
    if (since === 0) {
      since = performance.now();
      tell(signal);
    } else if (performance.now() - since > 500) {
      say("Forced");
      force();
      process.exit(130);
    }
  };
  for (const signal of signals) process.on(signal, handle);
  // npm killed outright passes nothing on; the app must not stay behind it.
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) tell("the end of npm");
  }, 1000);
  orphaned.unref();
  return {
    first,
    unwatch() {
      clearInterval(orphaned);
      for (const signal of signals) process.off(signal, handle);
    },
  };
}

/** `null` when a worker has announced itself, else why not. @param {string} address */
async function workerProblem(address) {
  const answer = await fetch(`${address}/api/trpc/workers.list`, {
    headers: authorization(),
    signal: AbortSignal.timeout(5000),
  }).catch(() => null);
  if (!answer?.ok) return `workers.list answers ${answer?.status ?? "nothing"}`;
  const body = await answer.json();
  return body.result?.data?.length > 0 ? null : "no worker has announced itself";
}

/**
 * Asks until there is no problem left, or until nobody wants to know any more.
 * @throws {Stop} when the child ends or time is up
 * @param {import("./children.mjs").Child} child
 * @param {() => Promise<string | null>} ask
 * @param {() => boolean} isOver
 * @returns {Promise<string>} what came of it
 */
async function until(child, ask, isOver) {
  const end = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const problem = await ask();
    if (isOver()) return "stopped";
    if (problem === null) return "ready";
    if (!child.running()) {
      throw new Stop(
        `The ${child.name} process ended (${await child.ended}):\n${child.lastLines()}`,
      );
    }
    if (performance.now() > end) {
      throw new Stop(`The ${child.name} process is not ready: ${problem}\n${child.lastLines()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
