/** An app of its own that nobody has used yet: what a newcomer finds after `npm start`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../scripts/lib/ports.mjs";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

interface FreshApp {
  address: string;
  stop(): Promise<void>;
}

/** Starts it beside the one the other specs share, from the same build, with data that is thrown away. */
export async function startFreshApp(): Promise<FreshApp> {
  const port = String(await freePort());
  const child = spawn(process.execPath, ["scripts/start.mjs", "--throwaway", "--yes"], {
    cwd: root,
    env: { ...process.env, PORT: port, HOST: "127.0.0.1", ESPALIER_PREFIX: `fresh${port}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ready = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Espalier is at")) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", () => reject(new Error(`The app ended before it was ready:\n${said}`)));
  });
  await ready;
  return {
    address: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
