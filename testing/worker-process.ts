import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * A worker process, as it is started for real; `program` is another one that does so for tests, `folder` another
 * checkout to start it from.
 */
export function startWorkerProcess(
  env: { [name: string]: string },
  program: readonly string[] = ["worker/index.ts"],
  folder: string = ROOT,
) {
  const child = spawn(process.execPath, ["--import", "tsx", ...program], {
    cwd: folder,
    env: { NODE_ENV: "test", PATH: process.env.PATH, ...env },
    // The channel ends with us, even when we are killed, and the worker closes with it.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  const wakes = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (part: Buffer) => {
      said += part.toString();
      for (const wake of wakes) wake();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    child,
    exited,
    said: () => said,
    says: (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => said.includes(text) && resolve();
        wakes.add(look);
        look();
        void exited.then(() => reject(new Error(`it ended and said: ${said}`)));
      }),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
