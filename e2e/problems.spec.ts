/** What is wrong is said where it is wrong, before anything runs. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

// A page that is reloaded while a save is on its way may find its own save there, which the browser notes.
test.use({ toleratedError: /409/ });

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

test("F8 goes from problem to problem and opens the field of each", async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.goto();
  await page.getByRole("button", { name: "Add the first task" }).click();
  await editor.pick("math.add");
  await expect(editor.row("add, has an error")).toBeVisible();
  await page.keyboard.press("F8");
  await expect(editor.field("x")).toBeFocused();
  await page.keyboard.press("F8");
  await expect(editor.field("y")).toBeFocused();
  await page.keyboard.press("Shift+F8");
  await expect(editor.field("x")).toBeFocused();
  await page.keyboard.type("1");
  await page.keyboard.press("F8");
  await expect(editor.field("y")).toBeFocused();
  await page.keyboard.type("2");
  await expect(page.getByText("No problems")).toBeVisible();
});

test.describe("with a server that does not check", () => {
  // What is cut off on purpose is a line in the console.
  test.use({ toleratedError: /ERR_FAILED/ });

  test("a problem is said and its field opened all the same", async ({ page }) => {
    const editor = new EditorPage(page);
    await page.goto("/workflows/new?example=word-count");
    await expect(page.getByText("No problems")).toBeVisible();
    await page.route("**/workflows.validate*", (route) => route.abort());
    await page.locator('[data-node-id="list"]').click();
    await editor.field("pattern").fill("");
    const fix = page.getByRole("button", { name: "Fill in pattern" });
    await expect(fix).toBeVisible();
    await fix.click();
    await expect(editor.field("pattern")).toBeFocused();
    await page.keyboard.type("docs/*.md");
    await expect(fix).toHaveCount(0);
    await expect(editor.runButton).toHaveAttribute("aria-disabled", "false");
  });
});

test("a type that does not fit is made to fit, and undone", async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.goto();
  await page.getByRole("button", { name: "Add the first task" }).click();
  await editor.pick("files.list");
  await expect(editor.node("files.list")).toBeVisible();
  await editor.fill({ pattern: "docs/*.md" });
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /^Search commands/ }).fill("text.upper");
  await page.getByRole("option", { name: /^text\.upper/ }).click();
  await expect(page.getByText(/^1 warning/).first()).toBeVisible();
  await expect(editor.runButton).toHaveAttribute("aria-disabled", "false");
  await expect(editor.runButton).toHaveAccessibleDescription(/is array, but string/);

  await page.getByRole("button", { name: "Run it for each item" }).click();
  await expect(page.getByText("No problems")).toBeVisible();
  await expect(page.getByRole("treeitem", { name: /^Map/ })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("treeitem", { name: /^Map/ })).toHaveCount(0);
  await expect(page.getByText(/^1 warning/).first()).toBeVisible();
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

test("arguments, options and structure are undone across a reload, typing as one step", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await editor.goto();
  await page.getByRole("button", { name: "Add the first task" }).click();
  await editor.pick("files.list");
  await editor.select(editor.node("files.list"));
  await editor.field("pattern").pressSequentially("docs/*.md");
  await editor.field("Label").pressSequentially("Files");
  await expect(editor.row("Files")).toBeVisible();
  await page.reload();
  await expect(editor.row("Files")).toBeVisible();
  const undo = page.getByRole("button", { name: "Undo" });
  await undo.click();
  await expect(page.getByRole("treeitem", { name: /^list/ })).toBeVisible();
  await undo.click();
  await expect(page.getByText(/^1 error/).first()).toBeVisible();
  await undo.click();
  await expect(page.getByRole("treeitem")).toHaveCount(0);
  await expect(undo).toBeDisabled();
  const redo = page.getByRole("button", { name: "Redo" });
  for (let press = 0; press < 3; press += 1) await redo.click();
  await expect(editor.row("Files")).toBeVisible();
  await expect(page.getByText("No problems")).toBeVisible();
});
