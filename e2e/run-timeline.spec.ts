/** A run over time: its timeline, the critical path, and any moment of it. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import type { WorkflowNode } from "@/core/node";
import { expect, test, type Api } from "./fixtures";
import { RunPage } from "./pages/RunPage";
import { startGate } from "./support/gate";

const sleep = (id: string, ms: number): WorkflowNode => ({
  kind: "task",
  ...{ id, label: id, task: "time.sleep", args: [ms], immutable: true },
});

/** `first`, then two at once of which `long` is the longer by far, then `last`. */
const SHAPE: WorkflowNode = {
  kind: "chain",
  id: "all",
  name: "All of it",
  children: [
    sleep("first", 30),
    { kind: "group", id: "both", children: [sleep("short", 10), sleep("long", 600)] },
    sleep("last", 30),
  ],
};

async function settled(api: Api, root: WorkflowNode = SHAPE): Promise<string> {
  const runId = await api.submit(root);
  await api.resultOf(runId);
  return runId;
}

/** The parts of the page that tell of time. */
function partsOf(page: Page) {
  const timeline = page.getByRole("tree", { name: "Timeline of the run" });
  return {
    timeline,
    row: (id: string) => timeline.locator(`[data-timeline-id="${id}"]`),
    scrubber: page.getByRole("slider", { name: "Moment of the run" }),
    moment: page.locator("[data-moment]"),
    live: page.getByRole("button", { name: "Back to live" }),
    path: page.getByRole("region", { name: "Where the time went" }),
    chart: page.locator("[data-timeline-chart]"),
  };
}

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

/** A place in the room of the bars, as a share of it. */
async function dragOver(page: Page, chart: Locator, [from, to]: [number, number]): Promise<void> {
  const box = await chart.boundingBox();
  if (box === null) throw new Error("No bars are drawn");
  await page.mouse.move(box.x + box.width * from, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * ((from + to) / 2), box.y + 32);
  await page.mouse.move(box.x + box.width * to, box.y + 34);
  await page.mouse.up();
}

test("the timeline opens by a key, shares the selection, and stays in the address", async ({
  page,
  api,
}) => {
  const run = new RunPage(page);
  const { timeline, row } = partsOf(page);
  await run.goto(await settled(api));
  await page.keyboard.press("t");
  await expect(timeline.getByRole("treeitem")).toHaveCount(6);
  await expect(row("long")).toHaveAccessibleName(/long, Succeeded, .*ran [\d.]+ m?s/);
  expect(parameter(page, "timeline")).toBe("open");

  await row("long").click({ position: { x: 60, y: 10 } });
  await expect(run.row("long")).toHaveAttribute("aria-selected", "true");
  expect(parameter(page, "node")).toBe("long");
  await run.select("first");
  await expect(row("first")).toHaveAttribute("aria-selected", "true");
  await timeline.focus();
  await page.keyboard.press("ArrowDown");
  await expect(run.row("both")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowLeft");
  await expect(timeline.getByRole("treeitem")).toHaveCount(4);

  await page.reload();
  await expect(timeline.getByRole("treeitem")).toHaveCount(6);
  await page.getByRole("button", { name: "Timeline", exact: true }).click();
  await expect(timeline).toHaveCount(0);
  expect(parameter(page, "timeline")).toBeNull();
});

test("dragging over the bars zooms to them, and keys zoom and go back", async ({ page, api }) => {
  await page.goto(`/runs/${await settled(api)}?timeline=open`);
  const { timeline, chart } = partsOf(page);
  await expect(timeline.getByRole("treeitem")).toHaveCount(6);
  await dragOver(page, chart, [0.3, 0.5]);
  const inView = page.getByText(/ ms in view$/);
  await expect(inView).toBeVisible();
  const before = await inView.textContent();
  // It was a brush: nothing was selected by it.
  expect(parameter(page, "node")).toBeNull();
  await page.keyboard.press("+");
  await expect(inView).not.toHaveText(before ?? "");
  // A link shows the same stretch.
  await expect.poll(() => parameter(page, "zoom")).toMatch(/^\d+-\d+$/);
  const shownMs = async () => Number.parseInt((await inView.textContent()) ?? "", 10);
  const closerMs = await shownMs();
  await page.reload();
  // The address holds whole milliseconds, of the beginning and of the end.
  await expect.poll(async () => Math.abs((await shownMs()) - closerMs)).toBeLessThanOrEqual(1);
  await page.keyboard.press("0");
  await expect(inView).toHaveCount(0);
  await expect.poll(() => parameter(page, "zoom")).toBeNull();
});

test("a person goes back to a moment, sees the states of then, and shares the address", async ({
  page,
  api,
}) => {
  const run = new RunPage(page);
  const { scrubber, moment, live } = partsOf(page);
  await run.goto(await settled(api));
  await run.expectRunState("succeeded");
  await scrubber.focus();
  await page.keyboard.press("Home");
  await run.expectRunState("pending");
  await run.expectState("first", "pending");

  // Event by event, until the long one runs and nothing after it does.
  const onUntilRunning = async () => {
    const state = await run.node("long").getAttribute("data-state");
    if (state !== "running") await page.keyboard.press(".");
    return state;
  };
  await expect.poll(onUntilRunning, { intervals: [250] }).toBe("running");
  await run.expectState("first", "succeeded");
  await run.expectState("last", "pending");
  await run.expectRunState("running");

  const buttons = run.header.getByRole("button");
  for (const button of await buttons.all()) await expect(button).toBeDisabled();
  await expect(run.header.getByText("go back to live to act")).toBeVisible();

  await expect.poll(() => parameter(page, "at")).not.toBeNull();
  const shared = page.url();
  const words = await moment.textContent();
  const other = await page.context().newPage();
  await other.goto(shared);
  const shown = new RunPage(other);
  await shown.expectState("long", "running");
  await shown.expectState("last", "pending");
  await expect(partsOf(other).moment).toHaveText(words ?? "");
  await other.close();

  await live.click();
  await run.expectRunState("succeeded");
  await expect(buttons.first()).toBeEnabled();
  await expect.poll(() => parameter(page, "at")).toBeNull();
});

test("what is dragged is the moment, and the run plays from there to now", async ({
  page,
  api,
}) => {
  const run = new RunPage(page);
  const { scrubber, moment, timeline } = partsOf(page);
  await page.goto(`/runs/${await settled(api)}?timeline=open`);
  await expect(timeline.getByRole("treeitem")).toHaveCount(6);
  const box = await scrubber.boundingBox();
  if (box === null) throw new Error("There is nothing to drag");
  await page.mouse.move(box.x + box.width * 0.9, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 10, { steps: 5 });
  await page.mouse.up();
  await run.expectState("long", "running");
  await expect(page.locator("[data-playhead]")).toBeVisible();
  await page.getByRole("button", { name: "Play the run" }).click();
  await expect(moment).toHaveText("Now");
  await run.expectRunState("succeeded");
});

test("bars grow while the run goes on, and the past stands still meanwhile", async ({
  page,
  api,
}) => {
  await using gate = await startGate();
  const waiting: WorkflowNode = {
    kind: "task",
    ...{ id: "waits", label: "waits", task: "test.gate", args: [gate.address], immutable: true },
  };
  const runId = await api.submit({ kind: "chain", id: "c", children: [sleep("a", 5), waiting] });
  const run = new RunPage(page);
  const { row, live } = partsOf(page);
  await page.goto(`/runs/${runId}?timeline=open`);
  await run.expectState("waits", "running");
  await expect(row("waits")).toHaveAccessibleName(/waits, Running, .*ran/);

  await page.locator("body").press(",");
  await run.expectState("waits", /queued|pending/);
  gate.open();
  await expect(page).toHaveTitle(/Succeeded/);
  await run.expectState("waits", /queued|pending/);
  await live.click();
  await run.expectState("waits", "succeeded");
  await expect(row("waits")).toHaveAccessibleName(/waits, Succeeded, .*ran/);
});

test("the critical path is lit in drawing and timeline, with what its time went into", async ({
  page,
  api,
}) => {
  const run = new RunPage(page);
  const { path } = partsOf(page);
  await run.goto(await settled(api));
  await page.keyboard.press("c");
  await expect(path.getByText("3 steps decided how long it took")).toBeVisible();
  const dimmed = (id: string) => run.node(id).and(page.locator("[data-dimmed]"));
  await expect(dimmed("short")).toHaveCount(1);
  for (const id of ["first", "long", "last", "all"]) await expect(dimmed(id)).toHaveCount(0);
  await expect(path.getByText("Running").first()).toBeVisible();
  await run.select("short");
  await expect(path.getByText(/could have ended \d+ ms later/)).toBeVisible();
  await path.getByRole("button", { name: /long/ }).click();
  await expect(run.row("long")).toHaveAttribute("aria-selected", "true");
  await expect(path.getByText("is critical")).toBeVisible();
  await page.keyboard.press("c");
  await expect(path).toHaveCount(0);
  await expect(dimmed("short")).toHaveCount(0);
});

test("all keys of the page are listed", async ({ page, api }) => {
  await new RunPage(page).goto(await settled(api, sleep("only", 1)));
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help.getByText("Show the timeline, or hide it")).toBeVisible();
  await expect(help.getByText("One event back")).toBeVisible();
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing in the timeline at ${width} in ${colorScheme}`, async ({
      page,
      api,
    }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(`/runs/${await settled(api)}?timeline=path&at=200`);
      const { timeline, path, live } = partsOf(page);
      await expect(timeline.getByRole("treeitem")).toHaveCount(6);
      await expect(path).toBeVisible();
      await expect(live).toBeVisible();
      // What is dimmed on the drawing is meant to stand back; it is read in the outline.
      const axe = new AxeBuilder({ page }).exclude("[data-dimmed]");
      const { violations } = await axe.analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    });
  }
}
