#!/usr/bin/env node
/**
 * node scripts/concept-pictures.mjs: makes the small pictures of docs/concepts.md again. Each is a run in the
 * real app, cut out of its page.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { runToTheEnd, withApp, withPage } from "./lib/pictures.mjs";
import { checkNode, ensurePackages, root } from "./lib/project.mjs";
import { runMain, say } from "./lib/report.mjs";

const images = path.join(root, "docs", "images", "concepts");
const MARGIN = 16;

/** @param {string} label @param {string} task @param {...unknown} args */
const call = (label, task, ...args) => ({ kind: "task", label, task, args });

/** Each is shown as it stands when it has run. @type {Record<string, object>} */
const PICTURES = {
  chain: {
    kind: "chain",
    name: "Chain",
    children: [
      call("2 + 3", "math.add", 2, 3),
      call("times 10", "math.mul", 10),
      call("plus 4", "math.add", 4),
    ],
  },
  group: {
    kind: "group",
    name: "Group",
    children: [
      call("1 + 1", "math.add", 1, 1),
      call("2 + 2", "math.add", 2, 2),
      call("3 + 3", "math.add", 3, 3),
    ],
  },
  chord: {
    kind: "chord",
    name: "Chord",
    header: [call("1 + 1", "math.add", 1, 1), call("2 + 2", "math.add", 2, 2)],
    body: call("Sum of both", "math.sum"),
  },
  tree: {
    kind: "tree",
    name: "Tree",
    root: call("First", "flow.echo", "first"),
    children: [
      call("Then this", "flow.echo", "this"),
      {
        kind: "tree",
        root: call("And this", "flow.echo", "and this"),
        children: [call("Below it", "flow.echo", "below")],
      },
    ],
  },
  map: {
    kind: "map",
    name: "Map",
    over: [1, 2, 3],
    body: call("times 10", "math.mul", 10),
  },
  callbacks: {
    kind: "chain",
    name: "Callbacks",
    children: [
      {
        ...call("2 + 3", "math.add", 2, 3),
        onSuccess: [call("When it succeeded", "flow.echo")],
        onFailure: [call("When it failed", "flow.echo")],
      },
      call("times 10", "math.mul", 10),
    ],
  },
  replaced: call("Squares", "flow.spawn", 2),
  failed: {
    kind: "group",
    name: "A failure",
    children: [
      {
        kind: "chain",
        children: [
          call("Read", "flow.echo", "text"),
          { ...call("Convert", "flow.fail", "no such format"), immutable: true },
          call("Store", "flow.echo"),
        ],
      },
      call("Beside it", "flow.echo", "beside"),
    ],
  },
};

/** The part of the page that the drawing takes. @param {import("@playwright/test").Page} page */
async function drawingOf(page) {
  const boxes = await page
    .locator(".react-flow__node")
    .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON()));
  const left = Math.min(...boxes.map((box) => box.left)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.top)) - MARGIN;
  const right = Math.max(...boxes.map((box) => box.right)) + MARGIN;
  const bottom = Math.max(...boxes.map((box) => box.bottom)) + MARGIN;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

await runMain(async () => {
  checkNode();
  await ensurePackages();
  mkdirSync(images, { recursive: true });
  await withApp((address) =>
    withPage({ width: 1440, height: 900, scale: 2 }, async (page) => {
      for (const [name, workflowRoot] of Object.entries(PICTURES)) {
        const workflow = { version: 1, name, root: workflowRoot };
        const runId = await runToTheEnd(address, workflow);
        await page.goto(`${address}/runs/${runId}`);
        await page.locator("[data-node-id]").first().waitFor();
        // The canvas fits its drawing into view after the fonts have come.
        await page.evaluate(() => document.fonts.ready);
        // What floats over the drawing belongs to the page, not to the picture.
        await page.addStyleTag({
          content: ".react-flow__panel, .react-flow__background { display: none }",
        });
        await page.screenshot({
          path: path.join(images, `${name}.png`),
          clip: await drawingOf(page),
          animations: "disabled",
        });
        say(`  docs/images/concepts/${name}.png`);
      }
    }),
  );
});
