/** The real app for a while, with data of its own that is thrown away: for pictures and measurements. */
import { startChild } from "./children.mjs";
import { freePort, healthProblem } from "./ports.mjs";
import { step, Stop } from "./report.mjs";

const START_WITHIN_MS = 300_000;

/** @param {() => Promise<boolean>} done @param {number} timeoutMs @param {string} what */
export async function waitFor(done, timeoutMs, what) {
  const until = performance.now() + timeoutMs;
  while (!(await done())) {
    if (performance.now() > until) throw new Stop(`${what} did not happen in time.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Starts the app on a free port, calls `use` with its address, and stops it whatever happens.
 * @param {(address: string) => Promise<void>} use
 * @param {Record<string, string>} [env]
 */
export async function withThrowawayApp(use, env = {}) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const app = startChild({
    name: "app",
    args: ["scripts/start.mjs", "--throwaway"],
    env: { ...process.env, HOST: "127.0.0.1", PORT: String(port), ...env },
    quiet: true,
  });
  try {
    await step("app", async () => {
      const isUp = async () => {
        if (!app.running()) throw new Stop(`The app ended:\n${app.lastLines()}`);
        return (
          app.lastLines().includes("Espalier is at") && (await healthProblem(address)) === null
        );
      };
      await waitFor(isUp, START_WITHIN_MS, "The start of the app");
      return address;
    });
    await use(address);
  } finally {
    await app.stop(10_000);
  }
}
