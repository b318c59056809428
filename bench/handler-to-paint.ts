/**
 * How long from the end of a handler, by its own clock, until the node is painted as succeeded? 95 of 100
 * within 150 ms, in a run of 1,000 nodes that goes on by 500 events a second: as the stack of cells that
 * opens by itself, as a drawing of all nodes seen from far, and as nodes one can read.
 */
import { chromium, type Browser, type Page } from "@playwright/test";
import { layout } from "@/core/layout/layout";
import { layoutTreeOfRows } from "@/core/layout/tree";
import type { RunSnapshot } from "@/core/snapshot";
import type { WorkflowNode } from "@/core/node";
import { CHROMIUM_ARGS, ensureChromium } from "../scripts/lib/chromium.mjs";
import { comeNear, openPage } from "./lib/frames";
import { withLiveApp } from "./lib/live-app";
import { drawnRun, wideRun, type PacedRun, type Pacing } from "./lib/paced";
import { paintedOn, watchPainted, type Painted } from "./lib/painted";
import { printMachine, printRows, type Row } from "./lib/report";
import { median, quantile } from "./lib/stats";

const RATE = 500;
const TARGET_MS = 150;
/** All of 1,000 steps have ended after 6 s. */
const LOOK_MS = 4_000;
const WARM_UP_MS = 1_000;

interface Sight {
  name: string;
  root: WorkflowNode;
  /** What is done before one looks. */
  prepare?: (page: Page) => Promise<void>;
  /** Whose corner on a canvas this is; absent where nodes tell themselves. */
  cornersOf?: (snapshot: RunSnapshot) => Map<string, string>;
}

const BOX = layoutOf(wideRun(1_000));

const SIGHTS: Sight[] = [
  {
    name: "cells of a stack",
    root: wideRun(1_000),
    cornersOf: () => {
      const stack = BOX.boxes.find(({ type }) => type === "stack");
      const { memberIds = [], columns = 1, cell = 1 } = stack ?? {};
      return new Map(
        memberIds.map((id, at) => [
          `${(at % columns) * cell},${Math.floor(at / columns) * cell}`,
          id,
        ]),
      );
    },
  },
  {
    name: "boxes from far",
    root: drawnRun(10, 4),
    cornersOf: ({ nodes }) => {
      const tree = layoutTreeOfRows(nodes);
      const { boxes } = tree === null ? { boxes: [] } : layout(tree);
      return new Map(boxes.map(({ x, y, nodeId }) => [`${x},${y}`, nodeId]));
    },
  },
  { name: "nodes to read", root: drawnRun(10, 4), prepare: comeNear },
];

function layoutOf(root: WorkflowNode) {
  const members = root.kind === "group" ? root.children : [];
  const rows = [root, ...members].map((node, index) => ({
    id: node.id ?? "",
    kind: node.kind,
    role: index === 0 ? null : ("child" as const),
    parentId: index === 0 ? null : (root.id ?? ""),
    index: Math.max(0, index - 1),
  }));
  const tree = layoutTreeOfRows(rows);
  return tree === null ? { boxes: [] } : layout(tree);
}

/** Milliseconds of all that was seen to succeed while one looked. */
async function delaysOf(sight: Sight, run: PacedRun, painted: Painted, address: string) {
  const seen = new Map(Object.entries(painted.nodes));
  if (sight.cornersOf !== undefined) {
    const corners = sight.cornersOf(await snapshotOf(address, run.runId));
    seen.clear();
    for (const [corner, at] of Object.entries(painted.corners)) {
      const id = corners.get(corner);
      if (id !== undefined) seen.set(id, at);
    }
  }
  return [...seen].flatMap(([id, at]) => {
    const ended = run.ended.get(id);
    return ended === undefined || at === 0 ? [] : [{ ended, delay: at - ended }];
  });
}

async function snapshotOf(address: string, runId: string): Promise<RunSnapshot> {
  const input = encodeURIComponent(JSON.stringify({ runId }));
  const answer = await fetch(`${address}/api/trpc/runs.get?input=${input}`);
  return ((await answer.json()) as { result: { data: RunSnapshot } }).result.data;
}

async function measure(browser: Browser, address: string, paced: Pacing, sight: Sight) {
  const rows: Row[] = [];
  await paced(sight.name, sight.root, async (run) => {
    const page = await openPage(browser);
    await watchPainted(page);
    await page.goto(`${address}/runs/${run.runId}`);
    await page.locator("[data-node-id]").first().waitFor({ state: "attached" });
    await sight.prepare?.(page);
    await page.waitForTimeout(1_000);
    run.begin();
    await page.waitForTimeout(WARM_UP_MS);
    const [from, before] = [Date.now(), await run.events()];
    await page.waitForTimeout(LOOK_MS);
    const rate = ((await run.events()) - before) / ((Date.now() - from) / 1000);
    const all = await delaysOf(sight, run, await paintedOn(page), address);
    const delays = all.filter(({ ended }) => ended >= from).map(({ delay }) => delay);
    await page.context().close();
    rows.push(
      { what: `${sight.name}: events`, value: rate, unit: "/s" },
      { what: `${sight.name}: seen`, value: delays.length, unit: "nodes" },
      { what: `${sight.name}: median`, value: median(delays) },
      { what: `${sight.name}: p95`, value: quantile(delays, 0.95), target: TARGET_MS },
    );
  });
  return rows;
}

await withLiveApp(RATE, async (address, paced) => {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: CHROMIUM_ARGS,
  });
  try {
    printMachine(["@xyflow/react", "react", "next"], [`Chromium ${browser.version()}`]);
    console.log(
      `A run of 1,000 nodes at ${RATE} events/s; from the handler's clock to the frame.\n`,
    );
    for (const sight of SIGHTS) printRows(await measure(browser, address, paced, sight));
  } finally {
    await browser.close();
  }
});
