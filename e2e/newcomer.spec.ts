/** The first minute with Espalier: the example that is offered, run on this repository's own docs. */
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";
import { RunsPage } from "./pages/RunsPage";
import { startFreshApp, type FreshApp } from "./support/fresh-app";

// Of the worker, so that it outlives the page: a page whose server goes complains in its console.
const newcomer = test.extend<object, { app: FreshApp }>({
  app: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
    async ({}, provide) => {
      const app = await startFreshApp();
      await provide(app);
      await app.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

newcomer(
  "a newcomer runs the example that is offered and reads its report",
  async ({ page, app }) => {
    const runs = new RunsPage(page);
    await runs.goto(app.address);
    await expect(page.getByRole("link", { name: "New workflow" }).first()).toBeVisible();
    await expect(page.getByRole("heading", { name: "Word count of a folder" })).toBeVisible();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.waitForURL(/\/runs\/[^/]+$/);

    const run = new RunPage(page);
    await expect(page.getByRole("heading", { name: "Word count of a folder" })).toBeVisible();
    await run.expectLive();
    await run.expectState("report", "succeeded");
    await run.expectRunState("succeeded");
    // The map has unfolded: a step for each file, beside the list, the map, the chain and the report.
    await expect(run.row("count-each")).toHaveAttribute("aria-expanded", "true");
    await expect.poll(() => run.outline.getByRole("treeitem").count()).toBeGreaterThan(5);

    await run.select("report");
    await run.openTab("Result");
    const frame = run.panel.getByTitle("Report", { exact: true });
    // Made by a task: it may run nothing and reach nothing of ours.
    await expect(frame).toHaveAttribute("sandbox", "");
    const report = run.panel.frameLocator('iframe[title="Report"]');
    await expect(report.getByRole("heading", { name: "Word count of docs" })).toBeVisible();
    await expect(report.getByRole("row").filter({ hasText: "docs/" }).first()).toBeVisible();
    await expect(run.result).toContainText('"words":');

    await runs.goto(app.address);
    await runs.expectState(await firstRun(runs), "succeeded");
  },
);

async function firstRun(runs: RunsPage): Promise<string> {
  const row = runs.table.locator("[data-run-id]").first();
  return (await row.getAttribute("data-run-id")) ?? "";
}
