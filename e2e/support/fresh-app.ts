/** An app of its own that nobody has used yet: what a newcomer finds after `npm start`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../scripts/lib/ports.mjs";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

export interface FreshApp {
  address: string;
  /** Ends it; its data stays. */
  halt(): Promise<void>;
  /** Starts it again at the same address, on the same data. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Without a look at the build: the app that the other specs share was started from it a moment ago. */
const START = `
  const { runApp } = await import("./scripts/lib/app.mjs");
  await runApp({ mode: "start", quiet: true });
`;

/** Resolves when the app listens; answers how to end it. */
async function launch(env: { [name: string]: string }): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", START], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Espalier is at")) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", () => reject(new Error(`The app ended before it was ready:\n${said}`)));
  });
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}

/** Starts it beside the one the other specs share, with data that is thrown away. `more`: its environment. */
export async function startFreshApp(more: { [name: string]: string } = {}): Promise<FreshApp> {
  const port = String(await freePort());
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "espalier-fresh-"));
  const env = {
    ...{ PORT: port, HOST: "127.0.0.1", ESPALIER_DATA_DIR: dataDir },
    ESPALIER_PREFIX: `fresh${port}`,
    ...more,
  };
  let end = await launch(env);
  return {
    address: `http://127.0.0.1:${port}`,
    halt: () => end(),
    async resume() {
      end = await launch(env);
    },
    async stop() {
      await end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
