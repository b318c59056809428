/** What makes pictures of the product: the real app with data of its own, runs in it, a browser before it. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { CHROMIUM_ARGS, ensureChromium } from "./chromium.mjs";
import { root } from "./project.mjs";
import { say, Stop } from "./report.mjs";
import { waitFor, withThrowawayApp } from "./throwaway-app.mjs";

const RUN_WITHIN_MS = 60_000;
const images = path.join(root, "docs", "images");
const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** @typedef {import("@playwright/test").Page} Page */
/**
 * How wide, how dark, and what is done before it is taken.
 * @typedef {{ size?: { width: number, height: number }, dark?: boolean, show: (page: Page) => Promise<void> }} Picture
 */

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

/** Waits until something of a drawing is there. @param {Page} page */
export async function drawn(page) {
  await page.locator("[data-node-id]").first().waitFor();
}

/** Takes each picture at rest, into docs/images under its name. @param {{ [name: string]: Picture }} pictures */
export async function takePictures(pictures) {
  mkdirSync(images, { recursive: true });
  for (const [name, { size = DESK, dark = false, show }] of Object.entries(pictures)) {
    await withPage({ ...size, dark }, async (page) => {
      await show(page);
      // The canvas fits its drawing into view after the fonts have come, and comes to rest.
      await page.evaluate(() => document.fonts.ready);
      const isBusy = '[data-moving], aside [aria-busy="true"]';
      await page.waitForFunction((busy) => document.querySelector(busy) === null, isBusy);
      await page.mouse.move(size.width - 2, size.height - 2);
      await page.screenshot({ path: path.join(images, `${name}.png`), animations: "disabled" });
    });
    say(`  docs/images/${name}.png`);
  }
}
