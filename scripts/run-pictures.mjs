#!/usr/bin/env node
/**
 * npm run screenshots:runs: makes the pictures of runs in docs/images again, from the real app with data of
 * its own: running, failed with the preview of a retry, timeline, ten thousand nodes, dark, on a phone.
 */
import { drawn, mutate, PHONE, query, takePictures, withApp } from "./lib/pictures.mjs";
import { checkNode, ensurePackages } from "./lib/project.mjs";
import { runMain } from "./lib/report.mjs";
import { waitFor } from "./lib/throwaway-app.mjs";

const WITHIN_MS = 120_000;

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("../core/node.ts").WorkflowNode} Node */

/** @param {string} id @param {string} label @param {{ task: string, kwargs: { [name: string]: unknown } }} call @returns {Node} */
const step = (id, label, call) =>
  /** @type {Node} */ ({ kind: "task", id, label, ...call, immutable: true });

/** @param {string} id @param {string} label @param {number} ms */
const work = (id, label, ms) =>
  step(id, label, { task: "flow.progress", kwargs: { steps: 20, ms: ms / 20 } });

/** The invoices of a month: read side by side, one of them `hurt`, then summed up and sent. @param {number} pace @param {boolean} hurt */
function invoices(pace, hurt) {
  const lanes = ["Paper mill", "Printer", "Bindery", "Courier", "Store"].map((name, at) => ({
    kind: "chain",
    id: `lane${at}`,
    name,
    children: [
      work(`scan${at}`, "Scan", pace * (1 + at * 0.4)),
      hurt && at === 2
        ? step(`read${at}`, "Read the text", {
            task: "flow.fail",
            kwargs: { message: "Page 3 is upside down" },
          })
        : work(`read${at}`, "Read the text", pace * (2 + ((at * 7) % 5) * 0.5)),
      work(`book${at}`, "Book", pace * 0.6),
    ],
  }));
  return {
    version: 1,
    name: "Invoices of a month",
    root: {
      kind: "chain",
      id: "all",
      name: "Invoices of a month",
      children: [
        work("fetch", "Fetch the mail", Math.min(pace, 500)),
        {
          kind: "chord",
          id: "books",
          name: "Keep the books",
          header: lanes,
          body: step("sum", "Sum up", { task: "math.add", kwargs: { x: 1240, y: 86 } }),
        },
        step("send", "Send the report", { task: "text.upper", kwargs: { text: "done" } }),
      ],
    },
  };
}

/** As many steps at once, a few of which fail. @param {number} count */
function many(count) {
  const children = Array.from({ length: count }, (_, at) =>
    at % 1711 === 900
      ? step(`s${at}`, `Page ${at + 1}`, {
          task: "flow.fail",
          kwargs: { message: "No text on this page" },
        })
      : step(`s${at}`, `Page ${at + 1}`, { task: "math.add", kwargs: { x: at, y: 1 } }),
  );
  const group = { kind: "group", id: "pages", name: "Read every page", children };
  const children2 = [work("split", "Split the book", 200), group];
  return { version: 1, name: "A book", root: { kind: "chain", id: "all", children: children2 } };
}

/** @param {string} address @param {unknown} workflow @returns {Promise<string>} */
async function submit(address, workflow) {
  return (await mutate(address, "runs.submit", { workflow })).runId;
}

/** @param {string} address @param {string} runId @param {(run: any) => boolean} isSo */
function until(address, runId, isSo) {
  const look = async () => isSo((await query(address, "runs.get", { runId })).run);
  return waitFor(look, WITHIN_MS, `What is to be seen of run ${runId}`);
}

/** @param {string} address */
async function startRuns(address) {
  const failed = await submit(address, invoices(300, true));
  await until(address, failed, (run) => run.settled);
  const done = await submit(address, invoices(500, false));
  await until(address, done, (run) => run.settled);
  const large = await submit(address, many(10_000));
  await until(address, large, (run) => (run.counts.succeeded ?? 0) > 6_000 || run.settled);
  // Held still, with all its states, however long the pictures take.
  await mutate(address, "runs.pause", { runId: large });
  const running = await submit(address, invoices(600_000, false));
  return { failed, done, large, running };
}

/** @param {string} address @param {Awaited<ReturnType<typeof startRuns>>} runs @returns {{ [name: string]: import("./lib/pictures.mjs").Picture }} */
function picturesOf(address, { failed, done, large, running }) {
  const open = (/** @type {Page} */ page, /** @type {string} */ runId, search = "") =>
    page.goto(`${address}/runs/${runId}${search}`).then(() => drawn(page));
  const showRunning = async (/** @type {Page} */ page) => {
    await open(page, running, "?node=scan1");
    await page.locator('[data-node-id="scan1"][data-state="running"]').waitFor();
  };
  const showFailed = async (/** @type {Page} */ page) => {
    await open(page, failed);
    const header = page.getByRole("region", { name: "Run", exact: true });
    await header.getByRole("button", { name: "Retry", exact: true }).click();
    await page.getByRole("region", { name: "Will run" }).waitFor();
  };
  const showTime = async (/** @type {Page} */ page) => {
    await open(page, done, "?timeline=path");
    await page.getByRole("region", { name: "Where the time went" }).waitFor();
  };
  const showLarge = async (/** @type {Page} */ page) => {
    await open(page, large);
    await page.locator('[data-node-id="pages"]').waitFor();
  };
  return {
    "run-running": { show: showRunning },
    "run-retry": { show: showFailed },
    "run-retry-dark": { show: showFailed, dark: true },
    "run-timeline": { show: showTime },
    "run-timeline-dark": { show: showTime, dark: true },
    "run-large": { show: showLarge },
    "run-large-dark": { show: showLarge, dark: true },
    "run-running-phone": { show: showRunning, size: PHONE },
    "run-failed-phone": {
      size: PHONE,
      dark: true,
      show: (/** @type {Page} */ page) => open(page, failed),
    },
  };
}

await runMain(async () => {
  checkNode();
  await ensurePackages();
  await withApp(async (address) => takePictures(picturesOf(address, await startRuns(address))));
});
