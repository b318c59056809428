#!/usr/bin/env node
/**
 * npm run screenshots: makes the pictures of docs/images again, from the real app with data of its own.
 * Run through tsx, because the example workflows are TypeScript.
 */
import { drawn, PHONE, runToTheEnd, saveWorkflow, takePictures, withApp } from "./lib/pictures.mjs";
import { checkNode, ensurePackages } from "./lib/project.mjs";
import { runMain } from "./lib/report.mjs";

/** A workflow with something to mend: what the strip of problems has to say. */
const WITH_PROBLEMS = {
  version: 1,
  name: "Invoices of a month",
  root: {
    kind: "chain",
    id: "all",
    name: "Invoices of a month",
    children: [
      {
        kind: "task",
        id: "list",
        label: "List the invoices",
        task: "files.list",
        kwargs: { pattern: "docs/**/*.md" },
      },
      { kind: "task", id: "read", label: "Read each", task: "files.wordCount" },
      {
        kind: "chord",
        id: "sums",
        header: [
          {
            kind: "task",
            id: "net",
            label: "Net",
            task: "math.ad",
            args: [120, 80],
            immutable: true,
          },
          {
            kind: "task",
            id: "tax",
            label: "Tax",
            task: "math.mul",
            kwargs: { x: 200 },
            immutable: true,
          },
        ],
        body: { kind: "task", id: "total", label: "Total", task: "math.sum" },
      },
      {
        kind: "task",
        id: "mail",
        label: "Write the mail",
        task: "text.join",
        kwargs: { parts: ["Total"], seperator: ": " },
        immutable: true,
      },
    ],
  },
};

/** @typedef {import("@playwright/test").Page} Page */

/** Opens the editor of a workflow. @param {Page} page @param {string} address @param {unknown} workflow */
async function openSaved(page, address, workflow) {
  await page.goto(await saveWorkflow(address, workflow));
  await drawn(page);
}

/**
 * Every picture but those of runs under way, which `screenshots:runs` takes.
 * @param {string} address @param {string} runId @param {typeof import("../core/examples/index.ts").EXAMPLE_WORKFLOWS} examples
 * @returns {{ [name: string]: import("./lib/pictures.mjs").Picture }}
 */
function picturesOf(address, runId, examples) {
  const example = (/** @type {string} */ id) => `${address}/workflows/new?example=${id}`;
  const nested = examples.find(({ id }) => id.includes("nested") || id.includes("groups"))?.id;
  const first = examples[0]?.id ?? "";
  const showRun = async (/** @type {Page} */ page) => {
    await page.goto(`${address}/runs/${runId}`);
    await drawn(page);
    await page.locator("[data-node-id]", { hasText: "Write the report" }).last().click();
    await page.getByRole("tab", { name: "Result" }).click();
    await page.frameLocator("iframe").getByRole("heading").waitFor();
  };
  const showNested = async (/** @type {Page} */ page) => {
    await page.goto(example(nested ?? first));
    await drawn(page);
    await page.getByRole("treeitem").nth(2).click();
  };
  return {
    runs: {
      async show(page) {
        await page.goto(`${address}/runs`);
        await page.locator("[data-run-id]").first().waitFor();
      },
    },
    run: { show: showRun },
    "run-dark": { dark: true, show: showRun },
    editor: {
      async show(page) {
        await page.goto(example(first));
        await drawn(page);
        await page.getByRole("treeitem").nth(1).click();
        await page.getByText("No problems").waitFor();
      },
    },
    "editor-empty": {
      async show(page) {
        await page.goto(`${address}/workflows/new`);
        await page.getByRole("button", { name: "Add the first task" }).waitFor();
        await page.getByRole("option", { name: "math.add", exact: true }).waitFor();
        await page.locator(".cm-placeholder").waitFor();
      },
    },
    "editor-nested": { show: showNested },
    "editor-dark": { dark: true, show: showNested },
    "editor-problems": {
      async show(page) {
        await openSaved(page, address, WITH_PROBLEMS);
        await page.getByRole("button", { name: /^\d+ errors/ }).click();
        await page.getByRole("list", { name: "All problems" }).waitFor();
        await page.keyboard.press("F8");
        await page.waitForFunction(() => document.querySelector('[aria-current="true"]') !== null);
      },
    },
    "command-palette": {
      async show(page) {
        await page.goto(example(first));
        await drawn(page);
        await page.getByRole("treeitem").nth(1).click();
        await page.keyboard.press("Control+k");
        await page.getByRole("combobox", { name: /^Search commands/ }).fill("add");
        await page.getByRole("option", { name: /^math\.add/ }).waitFor();
      },
    },
    "editor-phone": {
      size: PHONE,
      async show(page) {
        await page.goto(example(first));
        await drawn(page);
      },
    },
    "run-phone": {
      size: PHONE,
      async show(page) {
        await page.goto(`${address}/runs/${runId}`);
        await drawn(page);
      },
    },
  };
}

/** @param {string} address */
async function takeAll(address) {
  const { EXAMPLE_WORKFLOWS } = await import("../core/examples/index.ts");
  const [wordCount, ...others] = EXAMPLE_WORKFLOWS;
  for (const example of others.slice(0, 4)) await runToTheEnd(address, example.workflow);
  const runId = await runToTheEnd(address, wordCount?.workflow);
  await takePictures(picturesOf(address, runId, EXAMPLE_WORKFLOWS));
}

await runMain(async () => {
  checkNode();
  await ensurePackages();
  await withApp(takeAll);
});
