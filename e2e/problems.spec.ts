/** What is wrong is said where it is wrong, before anything runs. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

test("a missing argument is said on the node and keeps the workflow from running", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await editor.goto();
  await page.getByRole("button", { name: "Add the first task" }).click();
  await editor.pick("math.add");
  await expect(editor.row("add, has an error")).toBeVisible();
  await expect(editor.runButton).toHaveAttribute("aria-disabled", "true");
  await expect(editor.runButton).toHaveAccessibleDescription(/\bx\b/);

  await editor.select(editor.node("math.add"));
  await editor.fill({ x: "1", y: "2" });
  await expect(editor.row("add")).toBeVisible();
  await expect(page.getByText("No problems")).toBeVisible();
  await expect(editor.runButton).toHaveAttribute("aria-disabled", "false");
});

test("a drawing outlives a reload, and so does its way back", async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.goto();
  await page.getByRole("button", { name: "Add the first task" }).click();
  await editor.pick("flow.echo");
  await expect(editor.node("flow.echo")).toBeVisible();
  await page.reload();
  await expect(editor.node("flow.echo")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(editor.node("flow.echo")).toHaveCount(0);
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(editor.node("flow.echo")).toBeVisible();
});
