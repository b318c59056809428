/** A workflow as text: typed in one line, pasted from other worlds, copied as a program. */
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const line = (editor: EditorPage) => editor.page.getByRole("textbox", { name: "Expression" });

test("a typed expression draws the workflow, runs, and keeps its nodes when it changes", async ({
  page,
  api,
}) => {
  const editor = new EditorPage(page);
  await editor.goto();
  await editor.canvas
    .or(page.getByRole("region", { name: "Workflow, empty" }))
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("x");
  await expect(line(editor)).toBeFocused();
  await page.keyboard.type("math.add(2, 3) > [math.add(10) | math.mul(4)] >> math.su");
  await expect(page.locator(".cm-tooltip-autocomplete [aria-selected=true]")).toHaveText(
    "math.sum",
  );
  await page.keyboard.press("Enter");
  await editor.expectOutline([
    "Chain, chain",
    " add",
    " Chord, chord",
    "  add, header",
    "  mul, header",
    "  sum, body",
  ]);
  const add = await editor.row("add").first().getAttribute("data-row");

  // Something before it: the same node is still there, and is what the cursor selects.
  await page.keyboard.press("Home");
  await page.keyboard.type("math.add(1, 1) immutable > ");
  await expect.poll(async () => (await editor.outline()).length).toBe(7);
  await expect(editor.rowOf(add ?? "")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await editor.outline()).length).toBe(6);

  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/runs\/[^/]+$/);
  const runId = page.url().split("/").at(-1) ?? "";
  // (2 + 3) + 10 and 5 × 4, together.
  expect(await api.resultOf(runId)).toMatchObject({ state: "succeeded", value: 35 });
});

test("an error is said at its place and changes nothing", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await expect(line(editor)).toContainText("math.add(2, 3)");
  const before = await editor.outline();
  await line(editor).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" > math.add(1");
  await page.keyboard.press("Delete");
  await expect(
    page.getByRole("status").filter({ hasText: ", or ) is missing here" }),
  ).toBeVisible();
  await expect(page.locator(".cm-lintPoint-error, .cm-lintRange-error").first()).toBeAttached();
  expect(await editor.outline()).toEqual(before);
  await page.keyboard.press("Escape");
  await expect(line(editor)).not.toContainText("math.add(1");
});

test("what is selected in the drawing is marked in the text, and the cursor selects its node", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await editor.select(editor.node("Multiply by 4"));
  await expect(page.locator(".cm-node-selected").first()).toContainText("math.mul");
  await line(editor).getByText('"Add 2 and 3"', { exact: true }).click();
  await expect(editor.node("Add 2 and 3")).toHaveAttribute("aria-pressed", "true");
});

test("a Celery canvas is pasted, and what could not be taken is named", async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.goto();
  await editor.paste(
    "from celery import chain, group\nres = chain(add.s(2, 2), group(mul.s(8), mul.s(10).set(routing_key='x')))()",
  );
  const dialog = page.getByRole("dialog", { name: /^Taken from the Celery canvas/ });
  await expect(dialog.getByText("There is no option routing_key here")).toBeVisible();
  await expect(dialog.getByText("add is taken for the task math.add.")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await editor.expectOutline(["Chain, chain", " add", " Group, group", "  mul", "  mul"]);
  await editor.run();
});

test("a BullMQ flow and an expression are pasted, and half a canvas says where it ends", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await editor.goto();
  await editor.paste({
    name: "flow.echo",
    queueName: "default",
    children: [{ name: "math.add", queueName: "default", data: { x: 1, y: 2 } }],
  });
  await editor.expectOutline(["Chord, chord", " add, header", " echo, body"]);
  await editor.paste("text.upper > text.join");
  await expect.poll(async () => (await editor.outline()).length).toBe(6);
  await editor.paste("chain(add.s(2, 2), mul.s(4)");
  await expect(
    page.getByRole("alert").filter({ hasText: "Celery canvas cannot be read at its end" }),
  ).toBeVisible();
});

test("the workflow is copied as TypeScript, and a flow that cannot be one says why", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=word-count");
  await expect(editor.node("List the files")).toBeVisible();
  await page.keyboard.press("y");
  const dialog = page.getByRole("dialog", { name: "Copy as" });
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByText("Copied as TypeScript")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('import { callOf, chain, connect, map } from "espalier";');
  await dialog.getByRole("radio", { name: "BullMQ flow" }).click();
  await expect(dialog.getByText(/is a map, which makes its copies while it runs/)).toBeVisible();
  await dialog.getByRole("radio", { name: "JSON" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("word-count-of-a-folder.json");
  const file = await download.path();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
    version: 1,
    name: "Word count of a folder",
  });

  // The file opens again.
  await dialog.getByRole("button", { name: "Close" }).click();
  const other = new EditorPage(page);
  await page.goto("/workflows/new?example=chord");
  await expect(other.node("Add up the results")).toBeVisible();
  await expect(other.option("math.add")).toBeVisible();
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Control+o");
  await (await chooser).setFiles(file);
  await expect(page.getByLabel("Name of the workflow")).toHaveValue("Word count of a folder");
  await expect(other.node("List the files")).toBeVisible();
});
