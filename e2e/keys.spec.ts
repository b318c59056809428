/** Every key of the table in `components/editor/shortcuts.ts` that no other spec presses. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";
import { openSmallWorkflow, START } from "./support/small-workflow";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const OWN = { kwargs: { value: 1 }, immutable: true };

test("keys aim the palette before, inside and at both ends of a node", async ({ page }) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor, OWN);
  const aims = [
    ["fetch", "b", "Adds before fetch"],
    ["pages", "i", "Adds inside pages, last"],
    ["pages", "Shift+I", "Adds inside pages, first"],
    ["ocr", "s", "Starts when ocr succeeded"],
    ["ocr", "f", "Starts when ocr failed"],
  ] as const;
  for (const [id, key, words] of aims) {
    await editor.select(editor.handle(id));
    await page.keyboard.press(key);
    await expect(editor.search).toBeFocused();
    await expect(page.getByText(words, { exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(editor.handle(id)).toBeFocused();
  }
  await page.keyboard.press("f");
  await editor.pickByKeys("flow.echo");
  await expect(editor.row("echo, on failure")).toHaveAttribute("aria-level", "4");
});

test("keys wrap, mark and delete what is selected, and redo what was undone", async ({ page }) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor, OWN);
  const wraps = [
    ["c", "  Chain, chain"],
    ["t", "  Tree, tree"],
    ["Shift+M", "  Map, map"],
  ] as const;
  for (const [key, row] of wraps) {
    await editor.select(editor.handle("resize"));
    await page.keyboard.press(key);
    await expect.poll(async () => (await editor.outline())[3]).toBe(row);
    await page.keyboard.press("Control+z");
    await editor.expectOutline(START);
  }
  await editor.select(editor.handle("ocr"));
  await page.keyboard.press("Shift+ArrowUp");
  await expect(page.getByText("2 selected", { exact: true })).toBeVisible();
  await page.keyboard.press("Shift+J");
  await expect.poll(() => editor.outline()).toContain("   resize, header");
  await page.keyboard.press("Control+z");
  await editor.expectOutline(START);

  await editor.select(editor.handle("ocr"));
  await page.keyboard.press("o");
  await expect(editor.field("Optional")).toBeChecked();
  await page.keyboard.press("Shift+O");
  await expect(editor.field("Immutable")).not.toBeChecked();
  await page.keyboard.press("Backspace");
  await expect(editor.rowOf("ocr")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(editor.rowOf("ocr")).toBeVisible();
  await page.keyboard.press("Control+y");
  await expect(editor.rowOf("ocr")).toHaveCount(0);
});

test("keys turn, fold and fit the drawing, and show a node as JSON", async ({ page }) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor, OWN);
  await editor.select(editor.handle("fetch"));
  await page.keyboard.press("d");
  await expect(page.getByRole("button", { name: "Draw downward" })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByRole("button", { name: "Draw to the right" })).toBeVisible();

  const view = page.locator(".react-flow__viewport");
  const placeOf = () => view.evaluate((element) => element.style.transform);
  await page.keyboard.press("z");
  await expect(page.locator("[data-moving]")).toHaveCount(0);
  const fitted = await placeOf();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect.poll(placeOf).not.toBe(fitted);
  await editor.handle("fetch").focus();
  await page.keyboard.press("z");
  await expect.poll(placeOf).toBe(fitted);

  // The outermost container stays open: a drawing of one card says nothing.
  const folded = ["all, chain", " fetch", " pages, group", " publish"];
  for (const depth of ["2", "3", "4", "5", "6", "7", "8", "9"]) {
    await page.keyboard.press("w");
    await editor.expectOutline(folded);
    await page.keyboard.press(depth);
    await editor.expectOutline(START);
  }

  await editor.select(editor.handle("publish"));
  await page.keyboard.press("v");
  await expect(editor.inspector.getByRole("tab", { name: "JSON" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await expect(editor.inspector.getByText('"publish"').first()).toBeVisible();
});

test("a key shows the last run, and says when there is none", async ({ page }) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor, OWN);
  await editor.select(editor.handle("fetch"));
  await page.keyboard.press("l");
  await expect(page.getByText("This draft has not run yet. Run it first.")).toBeVisible();
  await expect(editor.runButton).toHaveAttribute("aria-disabled", "false");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/runs\/[^/]+$/);
  await page.goBack();
  const node = editor.handle("fetch");
  await editor.select(node);
  const isShown = () => page.getByRole("button", { name: "Hide the last run" }).count();
  const before = await isShown();
  await page.keyboard.press("l");
  await expect.poll(isShown).toBe(1 - before);
  if (before === 1) await page.keyboard.press("l");
  await expect(node).toHaveAttribute("data-state", "succeeded");
});

test("a key puts back what the editor was opened with, and that is undone", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await editor.select(editor.node("Add 2 and 3"));
  const opened = await editor.outline();
  await page.keyboard.press("Delete");
  await expect.poll(() => editor.outline()).not.toEqual(opened);
  const edited = await editor.outline();
  await page.keyboard.press("Shift+X");
  await editor.expectOutline(opened);
  await page.keyboard.press("Control+z");
  await editor.expectOutline(edited);
});
