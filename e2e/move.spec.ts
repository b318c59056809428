/** Moving nodes: by drag and by keys, over the same slots. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const echo = (id: string) => ({ kind: "task", id, label: id, task: "flow.echo" });
const WORKFLOW = {
  version: 1,
  name: "To be moved",
  root: {
    kind: "chain",
    id: "all",
    children: [
      echo("fetch"),
      { kind: "group", id: "pages", name: "pages", children: [echo("resize"), echo("ocr")] },
      { kind: "group", id: "room", name: "room", children: [] },
      echo("publish"),
    ],
  },
};
const START = [
  "Chain, chain",
  " fetch",
  " pages, group",
  "  resize",
  "  ocr",
  " room, group",
  " publish",
];

async function open(editor: EditorPage): Promise<void> {
  await editor.goto();
  await editor.paste(WORKFLOW);
  await expect.poll(async () => (await editor.outline()).length).toBe(START.length);
  await expect(editor.handle("publish")).toBeVisible();
}

const active = (editor: EditorPage) => editor.canvas.locator("[data-move-slot][data-active]");

test("a task is dragged to where it says it will run, and nothing moves before the drop", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await open(editor);
  const before = await editor.pointOf("resize");
  await editor.drag("fetch", await editor.pointOf("ocr", [0.4, 1]));
  await expect(active(editor)).toHaveCount(1);
  await expect(editor.canvas.getByText("runs after ocr")).toBeVisible();
  expect(await editor.canvas.locator("[data-move-slot]").count()).toBeGreaterThan(6);
  expect(await editor.pointOf("resize")).toEqual(before);
  await page.mouse.up();
  await expect(active(editor)).toHaveCount(0);
  await expect(editor.rowOf("fetch")).toHaveAttribute("aria-level", "4");
  await page.keyboard.press("Control+z");
  await expect(editor.rowOf("fetch")).toHaveAttribute("aria-level", "2");
});

test("a container is dragged by its head, open or folded, and says why it does not go into itself", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await open(editor);
  await editor.drag("pages", await editor.pointOf("ocr"));
  await expect(page.getByText("pages cannot be moved into itself.")).toBeVisible();
  await expect(active(editor)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(editor.rowOf("pages")).toHaveAttribute("aria-posinset", "2");

  await page.getByRole("button", { name: "Fold pages" }).first().click();
  await expect(editor.handle("ocr")).toHaveCount(0);
  await editor.drag("pages", await editor.pointOf("publish", [0.4, 1]));
  await expect(editor.canvas.getByText("runs after publish")).toBeVisible();
  await page.mouse.up();
  await expect(editor.rowOf("pages")).toHaveAttribute("aria-posinset", "4");
});

test("a task is dropped into an empty container; at its own place it says so", async ({ page }) => {
  const editor = new EditorPage(page);
  await open(editor);
  await editor.drag("publish", await editor.pointOf("publish", [0.45, 0.5]));
  await expect(page.getByText("It is here already.")).toBeVisible();
  await page.mouse.up();
  await editor.drag("publish", await editor.pointOf("room", [0.5, 0.7]));
  await expect(editor.canvas.getByText("goes into room")).toBeVisible();
  await page.mouse.up();
  await expect(editor.rowOf("publish")).toHaveAttribute("aria-level", "3");
});

test("the drawing follows a drag to its edge", async ({ page }) => {
  const editor = new EditorPage(page);
  await open(editor);
  const area = await editor.canvas.boundingBox();
  if (area === null) throw new Error("no canvas");
  const at = await editor.pointOf("publish");
  await editor.drag("fetch", { x: at.x, y: area.y + area.height - 6 });
  await expect.poll(async () => (await editor.pointOf("publish")).y).toBeLessThan(at.y - 60);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await editor.expectOutline(START);
});

test("the move mode visits legal slots by keys, says where it is, drops and cancels", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await open(editor);
  await editor.select(editor.handle("publish"));
  await page.keyboard.press("m");
  const status = editor.canvas.getByRole("status");
  const seen = new Set<string>();
  await page.keyboard.press("Home");
  const first = await status.innerText();
  for (let step = 0; step < 60; step += 1) {
    seen.add((await status.innerText()).replace(/ · .*/, ""));
    await expect(active(editor)).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    if ((await status.innerText()) === first) break;
  }
  expect([...seen]).toContain("Move publish: runs in parallel with ocr");
  expect([...seen]).toContain("Move publish: goes into room");
  expect([...seen].join()).not.toContain("runs after publish");
  await page.keyboard.press("Escape");
  await expect(status).toHaveCount(0);
  await editor.expectOutline(START);

  await editor.handle("publish").press("m");
  await page.keyboard.press("Home");
  await expect(status).toContainText("runs before fetch");
  await page.keyboard.press("Enter");
  await expect(editor.handle("publish")).toBeFocused();
  await expect.poll(async () => (await editor.outline())[1]).toBe(" publish");
});

test("the outline moves by keys too: into a container, out of it, earlier and later", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await open(editor);
  await editor.rowOf("publish").click();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(editor.rowOf("publish")).toHaveAttribute("aria-posinset", "3");
  await page.keyboard.press("Alt+ArrowRight");
  await expect(editor.rowOf("publish")).toHaveAttribute("aria-level", "3");
  await expect(editor.rowOf("publish")).toBeFocused();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(editor.rowOf("publish")).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("m");
  await page.keyboard.press("End");
  await page.keyboard.press("Escape");
  await expect(editor.rowOf("publish")).toBeFocused();
});

test("a key is meant for the node that has the focus while nothing is selected", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await open(editor);
  await page.keyboard.press("Escape");
  const { canvas } = editor;
  await expect(canvas.locator('[data-node-id][aria-pressed="true"]')).toHaveCount(0);
  await canvas.locator('[data-node-id="fetch"]').focus();
  await page.keyboard.press("m");
  await expect(page.getByRole("button", { name: "Drop here" })).toBeVisible();
  await expect(canvas.locator('[data-node-id="fetch"]')).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
});
