#!/usr/bin/env node
/**
 * npm run screenshots: makes the pictures of docs/images again, from the real app with data of its own.
 * Run through tsx, because the example workflows are TypeScript.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { startChild } from "./lib/children.mjs";
import { CHROMIUM_ARGS, ensureChromium } from "./lib/chromium.mjs";
import { freePort, healthProblem } from "./lib/ports.mjs";
import { checkNode, ensurePackages, root } from "./lib/project.mjs";
import { runMain, say, step, Stop } from "./lib/report.mjs";

const images = path.join(root, "docs", "images");
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

/** Submits an example and waits for its end. @param {string} address @param {unknown} workflow @returns {Promise<string>} */
async function runToTheEnd(address, workflow) {
  const { runId } = await mutate(address, "runs.submit", { workflow });
  const input = encodeURIComponent(JSON.stringify({ runId }));
  const isOver = async () => {
    const answer = await fetch(`${address}/api/trpc/runs.result?input=${input}`);
    return (await answer.json()).result?.data.ready === true;
  };
  await waitFor(isOver, RUN_WITHIN_MS, `The end of run ${runId}`);
  return runId;
}

/** @param {string} address */
async function takePictures(address) {
  const { EXAMPLE_WORKFLOWS } = await import("../core/examples.ts");
  const { chromium } = await import("@playwright/test");
  const [wordCount, ...others] = EXAMPLE_WORKFLOWS;
  for (const example of others.slice(0, 4)) await runToTheEnd(address, example.workflow);
  const runId = await runToTheEnd(address, wordCount?.workflow);

  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: CHROMIUM_ARGS,
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: "light",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const pictures = {
      runs: "/runs",
      editor: `/workflows/new?example=${wordCount?.id}`,
      run: `/runs/${runId}`,
    };
    for (const [name, route] of Object.entries(pictures)) {
      await page.goto(`${address}${route}`);
      await page
        .getByText(wordCount?.title ?? "")
        .first()
        .waitFor();
      // The canvas fits its drawing into view after the fonts have come.
      await page.evaluate(() => document.fonts.ready);
      if (name !== "runs") await page.locator("[data-node-id]").first().waitFor();
      if (name === "run") {
        await page.locator("[data-node-id]", { hasText: "Write the report" }).last().click();
        await page.getByRole("tab", { name: "Result" }).click();
        await page.frameLocator("iframe").getByRole("heading").waitFor();
      }
      await page.screenshot({ path: path.join(images, `${name}.png`), animations: "disabled" });
      say(`  docs/images/${name}.png`);
    }
  } finally {
    await browser.close();
  }
}

await runMain(async () => {
  checkNode();
  await ensurePackages();
  mkdirSync(images, { recursive: true });
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
    await takePictures(address);
  } finally {
    await app.stop(10_000);
  }
});
