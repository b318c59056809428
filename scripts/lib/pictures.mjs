/** What makes pictures of the product: the real app with data of its own, runs in it, a browser before it. */
import { CHROMIUM_ARGS, ensureChromium } from "./chromium.mjs";
import { Stop } from "./report.mjs";
import { waitFor, withThrowawayApp } from "./throwaway-app.mjs";

const RUN_WITHIN_MS = 60_000;

/** @param {string} address @param {string} procedure @param {unknown} input */
export async function query(address, procedure, input) {
  const params = new URLSearchParams({ input: JSON.stringify(input) });
  const answer = await fetch(`${address}/api/trpc/${procedure}?${params}`);
  const body = await answer.json();
  if (!body.result) throw new Stop(`${procedure} was refused: ${JSON.stringify(body.error)}`);
  return body.result.data;
}

/** @param {string} address @param {string} procedure @param {unknown} input */
export async function mutate(address, procedure, input) {
  const answer = await fetch(`${address}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  const body = await answer.json();
  if (!body.result) throw new Stop(`${procedure} was refused: ${JSON.stringify(body.error)}`);
  return body.result.data;
}

/** Saves a workflow, sound or not, and gives the address of its editor. @param {string} address @param {unknown} workflow @returns {Promise<string>} */
export async function saveWorkflow(address, workflow) {
  const { id } = await mutate(address, "workflows.save", { workflow });
  return `${address}/workflows/${id}`;
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
  return process.env.ADDRESS ? use(process.env.ADDRESS) : withThrowawayApp(use);
}

/**
 * Opens a page, light unless `dark`, at rest, and calls `use` with it.
 * @param {{ width: number, height: number, scale?: number, dark?: boolean }} size
 * @param {(page: import("@playwright/test").Page) => Promise<void>} use
 */
export async function withPage({ width, height, scale = 1, dark = false }, use) {
  const { chromium } = await import("@playwright/test");
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: CHROMIUM_ARGS,
  });
  try {
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      colorScheme: dark ? "dark" : "light",
      reducedMotion: "reduce",
    });
    await use(await context.newPage());
  } finally {
    await browser.close();
  }
}
