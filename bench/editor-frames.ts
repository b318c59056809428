/**
 * Does the editor stay smooth with a workflow of 1,000 nodes? It is to open within 2 s and to pan, zoom
 * and edit with 95 of 100 frames under 32 ms. Beside it, in the same run, React Flow's own stress page.
 */
import { chromium, type Browser, type Page } from "@playwright/test";
import { CHROMIUM_ARGS, ensureChromium } from "../scripts/lib/chromium.mjs";
import { saveWorkflow } from "../scripts/lib/pictures.mjs";
import { withThrowawayApp } from "../scripts/lib/throwaway-app.mjs";
import { framesDuring, framesOf, openingOf, openPage } from "./lib/frames";
import { printMachine, printRows } from "./lib/report";
import { median, quantile } from "./lib/stats";
import { withStressPage } from "./lib/stress-server";
import { nestedWorkflow } from "./lib/workflows";

const ROUNDS = 5;
/** Of a key, one after the other: the first ones run code that is compiled for them. */
const PRESSES = 24;
const NODES = Number(process.env["NODES"] ?? 1000);

/** Milliseconds: of the opening, and the 95th of 100 frames of each gesture. */
type Measured = { [what: string]: number };

async function measureGestures(page: Page): Promise<Measured> {
  const measured: Measured = {};
  for (const gesture of ["pan", "zoom"] as const)
    measured[gesture] = quantile(await framesOf(page, gesture), 0.95);
  return measured;
}

async function zoomTo(page: Page, times: number): Promise<void> {
  for (let press = 0; press < times; press++) {
    await page.getByRole("button", { name: /^zoom in$/i }).click();
    await page.waitForTimeout(160);
  }
}

async function measureEditor(browser: Browser, address: string): Promise<Measured> {
  const page = await openPage(browser);
  const editor = await saveWorkflow(address, nestedWorkflow(NODES));
  const opening = await openingOf(page, editor, "[data-node-id]");
  // What is measured next is the gesture, not what is left of the opening.
  await page
    .getByText(/No problems|error|warning/)
    .first()
    .waitFor();
  await page.waitForTimeout(1500);
  const far = await measureGestures(page);
  await zoomTo(page, 8);
  const near = await measureGestures(page);
  await page.getByRole("treeitem").first().focus();
  // Nodes come a few in each frame when the view rests: those of the gesture before are no part of this.
  await page.waitForTimeout(600);
  const structure = await framesDuring(page, async () => {
    for (let press = 0; press < PRESSES; press++) {
      await page.keyboard.press(press % 2 === 0 ? "ArrowDown" : "ArrowRight");
      await page.waitForTimeout(60);
    }
  });
  await page.keyboard.press("End");
  await page.waitForTimeout(600);
  const edits = await framesDuring(page, async () => {
    for (let press = 0; press < PRESSES; press++) {
      await page.keyboard.press(press % 2 === 0 ? "Control+d" : "Control+z");
      await page.waitForTimeout(120);
    }
  });
  const label = page.getByRole("textbox", { name: "Label" });
  await label.focus();
  const typing = await framesDuring(page, () =>
    label.pressSequentially("a label as it is typed", { delay: 40 }),
  );
  await page.context().close();
  return {
    opening,
    "pan, all in view": far["pan"] ?? Number.NaN,
    "zoom, all in view": far["zoom"] ?? Number.NaN,
    "pan, near": near["pan"] ?? Number.NaN,
    "zoom, near": near["zoom"] ?? Number.NaN,
    "select by arrows": quantile(structure, 0.95),
    "duplicate and undo": quantile(edits, 0.95),
    typing: quantile(typing, 0.95),
  };
}

async function measureStress(browser: Browser, address: string): Promise<Measured> {
  const page = await openPage(browser);
  const opening = await openingOf(page, address, ".react-flow__node");
  await page.waitForTimeout(1000);
  const far = await measureGestures(page);
  await zoomTo(page, 6);
  const near = await measureGestures(page);
  await page.context().close();
  return {
    opening,
    "pan, all in view": far["pan"] ?? Number.NaN,
    "zoom, all in view": far["zoom"] ?? Number.NaN,
    "pan, near": near["pan"] ?? Number.NaN,
    "zoom, near": near["zoom"] ?? Number.NaN,
  };
}

/** The median over rounds of each number. */
function medians(rounds: readonly Measured[]): Measured {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map((round) => round[name] ?? Number.NaN))]),
  );
}

async function compare(app: string, stressPage: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: CHROMIUM_ARGS,
  });
  try {
    printMachine(["@xyflow/react", "react", "next"], [`Chromium ${browser.version()}`]);
    const editors: Measured[] = [];
    const stresses: Measured[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // One after the other in each round: what disturbs one disturbs the other as well.
      editors.push(await measureEditor(browser, app));
      stresses.push(await measureStress(browser, stressPage));
    }
    const [editor, stress] = [medians(editors), medians(stresses)];
    console.log(`Medians of ${ROUNDS} rounds; of gestures the 95th of 100 frames.\n`);
    printRows(
      Object.entries(editor).map(([what, value]) => ({
        what: `${NODES} nodes: ${what}`,
        value,
        target: what === "opening" ? 2000 : 32,
        ...(stress[what] !== undefined && {
          beside: { name: "the stress page", value: stress[what] },
        }),
      })),
    );
  } finally {
    await browser.close();
  }
}

const given = process.env["ADDRESS"];
await withStressPage(async (stressPage) => {
  if (given !== undefined) return compare(given, stressPage);
  await withThrowawayApp((app) => compare(app, stressPage));
});
