/** The editor by keys alone, and what the keys are. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";
import { RunPage } from "./pages/RunPage";

test("a chord of five tasks is composed and run in under 25 key presses besides the names", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await editor.goto();
  let presses = 0;
  const press = async (key: string) => {
    presses += 1;
    await page.keyboard.press(key);
  };
  const pick = async (task: string) => {
    await expect(editor.search).toBeFocused();
    await page.keyboard.type(task);
    await expect(editor.option(task)).toHaveAttribute("aria-selected", "true");
    await press("Enter");
    await expect(editor.search).toHaveValue("");
    await expect(editor.search).not.toBeFocused();
  };

  await press("/");
  await pick("flow.echo");
  for (let member = 2; member <= 4; member += 1) {
    await press("p");
    await pick("flow.echo");
  }
  await press("j");
  await pick("flow.echo");
  const header = " echo, header";
  await editor.expectOutline(["Chord, chord", header, header, header, header, " echo, body"]);
  await expect(editor.runButton).toHaveAttribute("aria-disabled", "false");
  await press("Control+Enter");

  await page.waitForURL(/\/runs\/[^/]+$/);
  expect(presses).toBeLessThan(25);
  await new RunPage(page).expectRunState("succeeded");
});

test("the list of keys names every action, and switches single keys off for good", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  const node = editor.node("Add 2 and 3");
  await editor.select(node);
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  for (const word of ["Add after", "Move", "Wrap in a chord", "Paste, choosing where", "Fold all"])
    await expect(dialog.getByText(word, { exact: true })).toBeVisible();
  await dialog.getByRole("switch", { name: "Single keys" }).click();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(node).toBeFocused();

  await page.keyboard.press("n");
  await expect(editor.search).not.toBeFocused();
  await page.reload();
  await editor.select(node);
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page.getByRole("button", { name: "Drop here" })).toHaveCount(0);
  await expect(editor.row("Group, group")).toHaveCount(0);
  // Keys that are no single character go on working.
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(async () => (await editor.outline())[2]).toContain("Add 2 and 3");
});

test("a task is replaced in its place and keeps the arguments that bind", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await editor.select(editor.node("Add 2 and 3"));
  await expect(editor.option("math.mul")).toBeVisible();
  await page.keyboard.press("r");
  await editor.pickByKeys("math.mul");
  await expect(editor.field("x")).toHaveValue("2");
  await expect(editor.field("y")).toHaveValue("3");
  await expect(editor.inspector.getByText("math.mul · add")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(editor.inspector.getByText("math.add · add")).toBeVisible();
});

test("a name is typed where the title stands, on the canvas and in the outline", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await editor.select(editor.node("Add 2 and 3"));
  await page.keyboard.press("F2");
  await expect(editor.canvas.getByLabel("Name of Add 2 and 3")).toBeFocused();
  await page.keyboard.type("First sum");
  await page.keyboard.press("Enter");
  await expect(editor.node("First sum")).toBeFocused();

  await editor.row("First sum").click();
  await editor.row("First sum").press("F2");
  await page.keyboard.type("Nothing");
  await page.keyboard.press("Escape");
  await expect(editor.row("First sum")).toBeFocused();
  await editor.row("First sum").press("F2");
  await page.keyboard.type("Begin");
  await page.keyboard.press("Enter");
  await expect(editor.row("Begin")).toBeFocused();
  await expect(editor.node("Begin")).toBeVisible();
});

test("the verbs wait in the menu of a node, for mouse and thumb", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  const map = page.getByRole("treeitem", { name: /^Map, map/ });
  await editor.node("Multiply by 4").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Wrap in a map" }).click();
  await expect(map).toBeVisible();
  await map.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Unwrap" }).click();
  await expect(map).toHaveCount(0);
  await editor.node("Multiply by 4").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Make optional" }).click();
  await expect(editor.node("Multiply by 4").getByText("optional")).toBeVisible();
});
