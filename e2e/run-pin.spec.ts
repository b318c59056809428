/** Keeping a run: the pin on its page and in the list. */
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

test("a run is pinned on its page and unpinned in the list, and both show it", async ({
  page,
  api,
}) => {
  const name = `Keep me ${Date.now()}`;
  const runId = await api.submit({ kind: "task", id: "e", task: "flow.echo", args: [1] }, name);
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("e", "succeeded");
  const pin = page.getByRole("button", { name: "Pin", exact: true });
  await expect(pin).toHaveAttribute("aria-pressed", "false");
  await pin.click();
  await expect(pin).toHaveAttribute("aria-pressed", "true");
  expect((await api.snapshot(runId)).run.pinned).toBe(true);

  await page.goto("/runs");
  const row = page.locator(`[data-run-id="${runId}"]`);
  const mark = row.getByRole("button", { name: "Pin", exact: true });
  await expect(mark).toHaveAttribute("aria-pressed", "true");
  await mark.click();
  await expect(mark).toHaveAttribute("aria-pressed", "false");
  // The link of the row is not what was clicked.
  await expect(page).toHaveURL(/\/runs$/);
  await row.getByRole("link", { name }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(mark).toHaveAttribute("aria-pressed", "true");
  expect((await api.snapshot(runId)).run.pinned).toBe(true);
});
