/** The list of runs, and what stands there before the first one. */
import { expect, type Locator, type Page } from "@playwright/test";

export class RunsPage {
  readonly page: Page;
  readonly table: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole("table", { name: "Runs" });
  }

  async goto(address = ""): Promise<void> {
    await this.page.goto(`${address}/runs`);
    await expect(this.page.getByRole("heading", { name: "Runs" })).toBeVisible();
  }

  row(runId: string): Locator {
    return this.table.locator(`[data-run-id="${runId}"]`);
  }

  async expectState(runId: string, state: string): Promise<void> {
    await expect(this.row(runId)).toHaveAttribute("data-state", state);
  }
}
