/** Dragging into the drawing: tasks out of the palette, and wires from a "+" of one node to another. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";
import { openSmallWorkflow, START } from "./support/small-workflow";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Presses on something and moves to a point, without letting go. */
async function dragFrom(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
  await from.scrollIntoViewIfNeeded();
  const box = await from.boundingBox();
  if (box === null) throw new Error("It is not there to be pressed");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x - 15, to.y - 15, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

test("a task is dragged out of the palette, first onto nothing, then to a place that says what becomes of it", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await editor.goto();
  const empty = page.getByRole("region", { name: "Workflow, empty" });
  const box = await empty.boundingBox();
  if (box === null) throw new Error("There is no room to drop in");
  await dragFrom(page, editor.option("flow.echo"), { x: box.x + 200, y: box.y + 200 });
  await expect(page.getByText("becomes the first task")).toBeVisible();
  await page.mouse.up();
  await editor.expectOutline(["echo"]);

  await openSmallWorkflow(new EditorPage(page));
  await dragFrom(page, editor.option("math.add"), await editor.pointOf("ocr", [0.4, 1]));
  await expect(editor.canvas.getByText("runs after ocr")).toBeVisible();
  expect(await editor.canvas.locator("[data-move-slot]").count()).toBeGreaterThan(6);
  await editor.expectOutline(START);
  await page.mouse.up();
  await editor.expectOutline([
    "all, chain",
    " fetch",
    " pages, group",
    "  resize",
    "  Chain, chain",
    "   ocr",
    "   add",
    " publish",
  ]);
  await page.keyboard.press("Control+z");
  await editor.expectOutline(START);
});

test("a drag out of the palette is given up by Escape, and by letting go where nothing is", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor);
  await dragFrom(page, editor.option("math.add"), await editor.pointOf("ocr", [0.4, 1]));
  await expect(editor.canvas.getByText("runs after ocr")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(editor.canvas.locator("[data-move-slot]")).toHaveCount(0);
  await page.mouse.up();
  await editor.expectOutline(START);

  const search = await editor.search.boundingBox();
  await dragFrom(page, editor.option("math.add"), { x: (search?.x ?? 0) + 20, y: search?.y ?? 0 });
  await page.mouse.up();
  await editor.expectOutline(START);
});

test("a drag out of the palette that rests at the edge it came in by does not move the drawing", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor);
  const at = await editor.pointOf("publish");
  const area = await page.locator("[data-drawing]").boundingBox();
  if (area === null) throw new Error("There is no drawing");
  await dragFrom(page, editor.option("math.add"), { x: area.x + 10, y: area.y + 300 });
  // As many frames as a slow hand takes.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 12; frame++) await new Promise(requestAnimationFrame);
  });
  expect(await editor.pointOf("publish")).toEqual(at);
  const inside = { x: area.x + 300, y: area.y + 300 };
  await page.mouse.move(inside.x, inside.y, { steps: 4 });
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.mouse.move(area.x + 10, inside.y, { steps: 4 });
  await expect.poll(async () => (await editor.pointOf("publish")).x).toBeGreaterThan(at.x + 20);
  await page.mouse.up();
});

test("a container is dragged to its place, and then one picks what is in it", async ({ page }) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor);
  await dragFrom(page, editor.option("Group"), await editor.pointOf("publish", [0.5, 1]));
  await expect(editor.canvas.getByText("runs after publish")).toBeVisible();
  await page.mouse.up();
  await editor.pick("flow.echo");
  await editor.expectOutline([...START, " Group, group", "  echo"]);
});

test("a wire to another node says what comes of it, and does it", async ({ page }) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor);
  await editor.select(editor.handle("resize"));
  await dragFrom(page, editor.slot("Then, after resize"), await editor.pointOf("fetch"));
  await expect(editor.canvas.getByText("fetch runs after resize")).toBeVisible();
  await editor.expectOutline(START);
  await page.mouse.up();
  await editor.expectOutline([
    "all, chain",
    " pages, group",
    "  Chain, chain",
    "   resize",
    "   fetch",
    "  ocr",
    " publish",
  ]);
  await page.keyboard.press("Control+z");
  await editor.expectOutline(START);
});

test("a wire that changes nothing, or cannot be, says why and offers what else it may mean", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor);
  const menu = page.getByRole("menu");
  const words = "publish runs after fetch already. To have it elsewhere, drag publish itself.";
  const draw = async () => {
    await editor.select(editor.handle("fetch"));
    await dragFrom(page, editor.slot("Then, after fetch"), await editor.pointOf("publish"));
    await expect(editor.canvas.getByText(words)).toBeVisible();
    await page.mouse.up();
    await expect(menu.getByRole("group", { name: words })).toBeVisible();
  };
  await draw();
  await expect(menu.getByRole("menuitem")).toHaveText([
    "Duplicate publish: the copy runs after fetch",
    "Join here: fetch runs in parallel with pages, publish after both",
  ]);
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(editor.handle("fetch")).toBeFocused();
  await editor.expectOutline(START);

  await draw();
  await page.keyboard.press("ArrowDown");
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await editor.expectOutline([START[0] ?? "", " fetch", " publish", ...START.slice(2)]);
  await page.keyboard.press("Control+z");
  await editor.expectOutline(START);

  await draw();
  await menu.getByRole("menuitem", { name: /^Join here/ }).click();
  await editor.expectOutline([
    "all, chain",
    " Group, group",
    "  pages, group",
    "   resize",
    "   ocr",
    "  fetch",
    " publish",
  ]);
});

test("a wire to a task that takes no result offers to pass it", async ({ page }) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor, { immutable: true });
  await editor.select(editor.handle("ocr"));
  await dragFrom(page, editor.slot("Then, after ocr"), await editor.pointOf("publish"));
  await page.mouse.up();
  await page
    .getByRole("menuitem", { name: "Pass data only: publish takes the result of ocr" })
    .click();
  await editor.expectOutline(START);
  await expect(editor.handle("publish")).toBeFocused();
  await expect(editor.field("Immutable")).not.toBeChecked();
});

test("a wire to the ground aims the palette", async ({ page }) => {
  const editor = new EditorPage(page);
  await openSmallWorkflow(editor);
  await editor.select(editor.handle("publish"));
  const end = await editor.pointOf("all", [0.02, 0.98]);
  await dragFrom(page, editor.slot("Then, after publish"), { x: end.x, y: end.y + 60 });
  await expect(editor.canvas.getByText("a new task")).toBeVisible();
  await page.mouse.up();
  await editor.pick("flow.echo");
  await editor.expectOutline([...START, " echo"]);
});
