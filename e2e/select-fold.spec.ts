/** Several nodes at once, and folding that holds still. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

test("neighbours are selected with Shift and wrapped together; others say why not", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await editor.select(editor.node("Add 2 and 3"));
  await editor.node("Multiply by 4").click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Selection" });
  await expect(bar).toContainText("2 selected");
  await page.keyboard.press("g");
  await expect(page.getByRole("treeitem", { name: /^Group, group/ })).toBeVisible();
  await expect(editor.rowOf("multiply")).toHaveAttribute("aria-level", "3");
  await page.keyboard.press("u");
  await expect(page.getByRole("treeitem", { name: /^Group, group/ })).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");

  await editor.node("Add 2 and 3").click();
  await editor.node("Subtract 5").click({ modifiers: ["Control"] });
  await expect(bar).toContainText("2 selected");
  await bar.getByRole("button", { name: /^Wrap in a chain/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Select neighbours." })).toBeVisible();
});

test("a frame drawn with Shift selects what it touches, and the whole is deleted", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await expect(editor.node("Subtract 5")).toBeVisible();
  const from = await editor.pointOf("multiply", [-0.3, -0.2]);
  const to = await editor.pointOf("subtract", [0.5, 0.5]);
  await page.keyboard.down("Shift");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await expect(page.locator("[data-select-frame]")).toBeVisible();
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(page.getByRole("toolbar", { name: "Selection" })).toContainText("2 selected");
  await page.keyboard.press("Delete");
  await expect(editor.node("Multiply by 4")).toHaveCount(0);
  await expect(editor.node("Subtract 5")).toHaveCount(0);
  await expect(editor.handle("add")).toBeVisible();
});

test("folding keeps the head that was clicked where it is, and is kept over a reload", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=nested");
  const head = editor.handle("inner-chord");
  await expect(head).toBeVisible();
  const middle = async () => {
    const box = await editor.canvas.locator('[data-node-id="inner-chord"]').boundingBox();
    if (box === null) throw new Error("not drawn");
    return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y) };
  };
  const before = await middle();
  await editor.canvas
    .locator('[data-node-id="inner-chord"]')
    .getByRole("button", { name: /^Fold/ })
    .click();
  await expect(editor.handle("two-two")).toHaveCount(0);
  const after = await middle();
  expect(Math.abs(after.x - before.x)).toBeLessThanOrEqual(1);
  expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(1);
  await page.reload();
  await expect(head).toBeVisible();
  await expect(editor.handle("two-two")).toHaveCount(0);
});

test("keys fold the selected container, to a depth, and all", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=nested");
  await editor.select(editor.handle("two-two"));
  await page.keyboard.press("1");
  await expect(editor.handle("inner-chord")).toBeVisible();
  await expect(editor.handle("two-two")).toHaveCount(0);
  // What was selected gives way to what stands for it.
  await expect(editor.handle("inner-chord")).toBeFocused();
  await page.keyboard.press("]");
  await expect(editor.handle("two-two")).toBeVisible();
  await page.keyboard.press("[");
  await expect(editor.handle("two-two")).toHaveCount(0);
  await expect(editor.row("Add 2 and 2")).toHaveCount(0);
  await page.keyboard.press("e");
  await expect(editor.handle("two-two")).toBeVisible();
  await page.keyboard.press("0");
  await expect(editor.canvas.locator("[data-handle]")).toHaveCount(1);
});
