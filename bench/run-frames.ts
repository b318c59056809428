/**
 * Does a run of 10,000 nodes open in 2 s and stay smooth while 500 events a second arrive? It is to pan and
 * zoom with 95 of 100 frames under 20 ms: as the one stack that opens by itself, and with every node drawn
 * as a box of its own. Beside it, in the same run, plain React Flow nodes, as many, changing as often.
 */
import { chromium, type Browser, type Page } from "@playwright/test";
import type { WorkflowNode } from "@/core/node";
import { CHROMIUM_ARGS, ensureChromium } from "../scripts/lib/chromium.mjs";
import { comeNear, framesOf, openingOf, openPage } from "./lib/frames";
import { withLiveApp } from "./lib/live-app";
import { drawnRun, wideRun, type Pacing } from "./lib/paced";
import { printMachine, printRows } from "./lib/report";
import { median, quantile } from "./lib/stats";
import { withStressPage } from "./lib/stress-server";

const RATE = 500;
const NODES = 10_000;
const ROUNDS = 2;
const OPEN_MS = 2_000;
const FRAME_MS = 20;
const PLAIN = `?nodes=${NODES}&changes=${RATE}`;
/** Of what takes a fifth of a second each, fewer frames tell as much. */
const PLAIN_FRAMES = 12;

/** Milliseconds: of the opening, and the 95th of 100 frames of each gesture. */
type Measured = { [what: string]: number };

const SHAPES: { name: string; root: WorkflowNode }[] = [
  { name: "one stack", root: wideRun(NODES) },
  { name: "all drawn", root: drawnRun(20, 20) },
];

async function measureGestures(page: Page, where: string, count?: number): Promise<Measured> {
  const measured: Measured = {};
  for (const gesture of ["pan", "zoom"] as const)
    measured[`${gesture}, ${where}`] = quantile(await framesOf(page, gesture, count), 0.95);
  return measured;
}

async function measureRun(browser: Browser, address: string): Promise<Measured> {
  const page = await openPage(browser);
  const opening = await openingOf(page, address, "[data-node-id]");
  await page.waitForTimeout(1_000);
  const far = await measureGestures(page, "all in view");
  await comeNear(page);
  const near = await measureGestures(page, "near");
  await page.context().close();
  return { opening, ...far, ...near };
}

async function measurePlain(browser: Browser, address: string): Promise<Measured> {
  const page = await openPage(browser);
  const opening = await openingOf(page, `${address}${PLAIN}`, ".react-flow__node");
  await page.waitForTimeout(1_000);
  const far = await measureGestures(page, "all in view", PLAIN_FRAMES);
  await comeNear(page);
  const near = await measureGestures(page, "near", PLAIN_FRAMES);
  await page.context().close();
  return { opening, ...far, ...near };
}

/** The median over rounds of each number. */
function medians(rounds: readonly Measured[]): Measured {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map((round) => round[name] ?? Number.NaN))]),
  );
}

async function compare(browser: Browser, app: { address: string; paced: Pacing }, plain: string) {
  const beside = await measurePlain(browser, plain);
  for (const { name, root } of SHAPES) {
    await app.paced(name, root, async (run) => {
      run.begin();
      const [from, before] = [Date.now(), await run.events()];
      const rounds: Measured[] = [];
      for (let round = 0; round < ROUNDS; round += 1)
        rounds.push(await measureRun(browser, `${app.address}/runs/${run.runId}`));
      const rate = ((await run.events()) - before) / ((Date.now() - from) / 1000);
      printRows([{ what: `${name}: events`, value: rate, unit: "/s" }]);
      printRows(
        Object.entries(medians(rounds)).map(([what, value]) => ({
          what: `${name}: ${what}`,
          value,
          target: what === "opening" ? OPEN_MS : FRAME_MS,
          ...(beside[what] !== undefined && {
            beside: { name: "plain nodes", value: beside[what] },
          }),
        })),
      );
    });
  }
}

await withStressPage((plain) =>
  withLiveApp(RATE, async (address, paced) => {
    const browser = await chromium.launch({
      executablePath: await ensureChromium(),
      args: CHROMIUM_ARGS,
    });
    try {
      printMachine(["@xyflow/react", "react", "next"], [`Chromium ${browser.version()}`]);
      console.log(`${NODES} nodes, ${RATE} events/s. Of gestures the 95th of 100 frames.\n`);
      await compare(browser, { address, paced }, plain);
    } finally {
      await browser.close();
    }
  }),
);
