/** What makes pictures of the product: the real app with data of its own, runs in it, a browser before it. */
import { startChild } from "./children.mjs";
import { CHROMIUM_ARGS, ensureChromium } from "./chromium.mjs";
import { freePort, healthProblem } from "./ports.mjs";
import { step, Stop } from "./report.mjs";

const START_WITHIN_MS = 300_000;
const RUN_WITHIN_MS = 60_000;

/** @param {() => Promise<boolean>} done @param {number} timeoutMs @param {string} what */
async function waitFor(done, timeoutMs, what) {
  const until = performance.now() + timeoutMs;
  while (!(await done())) {
    if (performance.now() > until) throw new Stop(`${what} did not happen in time.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** @param {string} address @param {string} procedure @param {unknown} input */
async function mutate(address, procedure, input) {
  const answer = await fetch(`${address}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  const body = await answer.json();
  if (!body.result) throw new Stop(`${procedure} was refused: ${JSON.stringify(body.error)}`);
  return body.result.data;
}

/** Submits a workflow and waits for its end. @param {string} address @param {unknown} workflow @returns {Promise<string>} */
export async function runToTheEnd(address, workflow) {
  const { runId } = await mutate(address, "runs.submit", { workflow });
  const input = encodeURIComponent(JSON.stringify({ runId }));
  const isOver = async () => {
    const answer = await fetch(`${address}/api/trpc/runs.result?input=${input}`);
    return (await answer.json()).result?.data.ready === true;
  };
  await waitFor(isOver, RUN_WITHIN_MS, `The end of run ${runId}`);
  return runId;
}

/**
 * Starts the app, calls `use` with its address, and stops it. `ADDRESS=http://…` takes one that runs.
 * @param {(address: string) => Promise<void>} use
 */
export async function withApp(use) {
  if (process.env.ADDRESS) return use(process.env.ADDRESS);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const app = startChild({
    name: "app",
    args: ["scripts/start.mjs", "--throwaway"],
    env: { ...process.env, HOST: "127.0.0.1", PORT: String(port) },
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

/**
 * Opens a page in the light theme, at rest, and calls `use` with it.
 * @param {{ width: number, height: number, scale?: number }} size
 * @param {(page: import("@playwright/test").Page) => Promise<void>} use
 */
export async function withPage({ width, height, scale = 1 }, use) {
  const { chromium } = await import("@playwright/test");
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: CHROMIUM_ARGS,
  });
  try {
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      colorScheme: "light",
      reducedMotion: "reduce",
    });
    await use(await context.newPage());
  } finally {
    await browser.close();
  }
}
