/** Nodes travel as JSON by the system's clipboard: between tabs, and from anywhere. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("neighbours are copied in one tab and pasted in another, where one chooses", async ({
  page,
  context,
}) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await editor.select(editor.node("Multiply by 4"));
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+c");
  await expect(page.getByText("Copied 2 nodes")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(text)).toMatchObject({ espalier: "nodes", version: 1, relation: "chain" });

  const other = new EditorPage(await context.newPage());
  await other.goto();
  await other.page.keyboard.press("Control+v");
  await other.expectOutline(["Chain, chain", " Multiply by 4", " Subtract 5"]);
  await other.select(other.node("Subtract 5"));
  await other.page.keyboard.press("Control+Shift+v");
  const dialog = other.page.getByRole("dialog", { name: "Paste" });
  await expect(dialog.getByRole("button", { name: /^Inside/ })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expect(dialog.getByText(/A task holds no other nodes/)).toBeVisible();
  await dialog.getByRole("button", { name: /^Alongside/ }).click();
  await expect.poll(() => other.outline()).toHaveLength(7);
  await expect(other.row("Group, group")).toBeVisible();
  await other.page.keyboard.press("Control+z");
  await expect.poll(() => other.outline()).toHaveLength(3);
});

test("cut nodes are pasted after the selected one with their ids", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await editor.select(editor.node("Add 2 and 3"));
  await page.keyboard.press("Control+x");
  await expect(editor.node("Add 2 and 3")).toHaveCount(0);
  await editor.select(editor.node("Subtract 5"));
  await page.keyboard.press("Control+v");
  await expect(editor.handle("add")).toBeFocused();
  await expect.poll(async () => (await editor.outline()).at(-1)).toContain("Add 2 and 3");
});

test("the JSON of a workflow or a node is pasted, and what is none says why", async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.goto();
  await editor.paste("Dear reader");
  await expect(page.getByRole("alert").filter({ hasText: "not JSON" })).toBeVisible();
  await editor.paste({
    version: 1,
    name: "Pasted",
    root: { kind: "task", task: "flow.echo", args: [1] },
  });
  await expect(page.getByLabel("Name of the workflow")).toHaveValue("Pasted");
  await editor.paste({ kind: "task", task: "flow.echo", label: "second" });
  await editor.expectOutline(["Chain, chain", " echo", " second"]);
  await editor.paste({ kind: "task" });
  await expect(page.getByRole("alert").filter({ hasText: "cannot be pasted" })).toBeVisible();
});

test("in a field copying and pasting is that of the text", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await editor.select(editor.node("Add 2 and 3"));
  await editor.setClipboard("7");
  await editor.field("x").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await expect(editor.field("x")).toHaveValue("7");
});
