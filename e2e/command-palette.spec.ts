/** Ctrl+K on every page: actions of the page, tasks, workflows, runs. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

/** A page that was just opened may not listen to keys yet. */
async function openPalette(page: Page, query = ""): Promise<void> {
  const search = page.getByRole("combobox", { name: /^Search commands/ });
  await expect(async () => {
    if (!(await search.isVisible())) await page.keyboard.press("Control+k");
    await expect(search).toBeFocused({ timeout: 2000 });
  }).toPass();
  if (query !== "") await search.fill(query);
}

test("it is opened by key or button on every page, and Escape gives the focus back", async ({
  page,
}) => {
  for (const route of ["/runs", "/workflows", "/tasks", "/workers", "/workflows/new"]) {
    await page.goto(route);
    // The editor comes with a bar of its own, which takes the place of the first one.
    if (route === "/workflows/new") await expect(new EditorPage(page).runButton).toBeVisible();
    const button = page.getByRole("button", { name: "Search and commands" });
    await button.click();
    await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(button).toBeFocused();
    await openPalette(page);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("a task is added to the workflow that is open, or to a new one", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/tasks");
  await expect(page.getByText("math.").first()).toBeVisible();
  await openPalette(page, "flow.echo");
  await expect(page.getByRole("option", { name: /^flow\.echo/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/workflows\/new$/);
  await expect(editor.node("flow.echo")).toBeVisible();
  await openPalette(page, "math.add");
  await expect(page.getByRole("option", { name: /^math\.add/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(editor.node("math.add")).toBeVisible();
});

test("actions of the editor come first, with their keys", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=word-count");
  await page.locator('[data-node-id="list"]').click();
  const rows = await page.getByRole("treeitem").count();
  await openPalette(page);
  const first = page.getByRole("group").first();
  await expect(first).toHaveAccessibleName("On this page");
  await typeIn(page, "duplicate");
  await expect(page.getByRole("option").first()).toHaveText(/Duplicate.*Ctrl D/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("treeitem")).toHaveCount(rows + 1);
  await expect(editor.runButton).toBeVisible();
});

/** Types into the palette that is open. */
async function typeIn(page: Page, query: string): Promise<void> {
  await page.getByRole("combobox", { name: /^Search commands/ }).fill(query);
}

test("a run is found by its name, paused and revoked", async ({ page, api }) => {
  const name = `A nap of ${Date.now()}`;
  const runId = await api.submit(
    { kind: "task", id: "nap", task: "time.sleep", args: [60_000] },
    name,
  );
  await page.goto("/workers");
  await openPalette(page, name);
  await expect(page.getByRole("option", { name: new RegExp(name) })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/runs/${runId}$`));
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await openPalette(page, "pause");
  await expect(page.getByRole("option").first()).toHaveText("Pause the run");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await openPalette(page, "revoke");
  await expect(page.getByRole("option").first()).toHaveText("Revoke the run");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await api.node(runId, "nap")).state).toBe("revoked");
});

test("the theme is chosen by it, and on a phone by a menu", async ({ page }) => {
  await page.goto("/runs");
  await openPalette(page, "dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitem", { name: "Light" }).click();
  await expect(page.locator("html")).not.toHaveClass(/dark/);
});
