/** Examples run at once; a part of a workflow becomes a template, and goes into another with other values. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";

test("an example is drawn where it is listed, and runs at once", async ({ page, api }) => {
  await page.goto("/workflows");
  const card = page.getByRole("listitem", { name: "The same for each item" });
  await expect(card.getByText("Multiply by 10")).toBeVisible();
  await card.getByRole("button", { name: "Run" }).click();
  await page.waitForURL(/\/runs\/[^/]+$/);
  const runId = page.url().split("/").at(-1) ?? "";
  expect(await api.resultOf(runId)).toMatchObject({ state: "succeeded", value: 150 });
});

test("a selection is saved as a template with a parameter, and put into another workflow", async ({
  page,
}) => {
  const name = `Times ${test.info().testId}`;
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await editor.select(editor.node("Multiply by 4"));
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+K");
  const saving = page.getByRole("dialog", { name: "Save as a template" });
  await saving.getByLabel("Name", { exact: true }).fill(name);
  await saving.getByRole("checkbox", { name: "Multiply by 4 · y" }).check();
  await saving.getByRole("textbox", { name: /^Name of the parameter/ }).fill("factor");
  await saving.getByRole("checkbox", { name: "has to be given" }).check();
  await saving.getByRole("button", { name: "Save the template" }).click();
  await expect(page.getByText(`Saved the template "${name}"`)).toBeVisible();

  await page.goto("/workflows/new?example=group");
  await editor.select(editor.node("Add 2 and 3"));
  await page.keyboard.press("k");
  const inserting = page.getByRole("dialog", { name: "Insert a template" });
  await inserting.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await inserting.getByRole("button", { name: "Insert", exact: true }).click();
  await expect(inserting.getByRole("alert")).toContainText("factor has no default");
  await inserting.getByLabel("factor").fill("7");
  await inserting.getByRole("button", { name: "Insert", exact: true }).click();
  await expect(inserting).toBeHidden();
  await expect(editor.node("Multiply by 4")).toContainText("7");
  await expect(editor.node("Subtract 5")).toBeVisible();
});

test("all workflows are exported as one file, and imported again", async ({ page, api }) => {
  const name = `Exported ${test.info().testId}`;
  const root = { kind: "task", task: "flow.echo", args: [1] };
  await api.mutate("workflows.save", { baseRevision: 0, workflow: { version: 1, name, root } });
  await page.goto("/workflows");
  await page.getByRole("button", { name: "Import and export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Export all" }).click(),
  ]);
  const file = await download.path();
  await page.getByRole("button", { name: "Import and export" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: "Import files" }).click();
  await (await chooser).setFiles(file);
  await expect(page.getByText(/^Imported /)).toBeVisible();
  const search = { search: name };
  const found = await api.query<{ workflows: unknown[] }>("workflows.list", search);
  expect(found.workflows).toHaveLength(2);
});
