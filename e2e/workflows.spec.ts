/** The page of saved workflows, and the revisions of one. */
import { expect, test, type Api } from "./fixtures";
import type { Signature, Workflow, WorkflowNode } from "@/core/node";

interface Saved {
  id: string;
  revision: number;
  name: string;
  workflow: Workflow;
}

const echo = (id: string, label: string, ...args: number[]): Signature => {
  return { kind: "task", task: "flow.echo", id, label, args };
};

const save = (api: Api, name: string, root: WorkflowNode, more: object = {}) =>
  api.mutate<Saved>("workflows.save", { workflow: { version: 1, name, root }, ...more });

/** Names that no other spec has. */
const unique = (name: string) => `${name} ${Math.random().toString(36).slice(2, 8)}`;

test("workflows are found, renamed, copied, deleted and brought back", async ({ page, api }) => {
  const name = unique("Listed");
  const { id } = await save(api, name, echo("a", "A", 1), { author: "Ann" });
  await page.goto("/workflows");
  await page.getByRole("searchbox", { name: "Search by name or id" }).fill(name);
  const row = page.locator(`[data-workflow-id="${id}"]`);
  await expect(row).toContainText("by Ann");
  await expect(row).toContainText("Never run");
  await expect(page.getByRole("table", { name: "Workflows" }).getByRole("row")).toHaveCount(2);

  await row.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(`${name} anew`);
  await page.keyboard.press("Enter");
  await expect(row.getByRole("link", { name: `${name} anew` })).toBeVisible();
  expect(await api.query<Saved>("workflows.get", { id })).toMatchObject({ revision: 2 });

  await row.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByRole("link", { name: `Copy of ${name} anew` })).toBeVisible();

  await row.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("combobox", { name: "Show" }).click();
  await page.getByRole("option", { name: "Deleted" }).click();
  await row.getByRole("button", { name: /^Bring back/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("combobox", { name: "Show" }).click();
  await page.getByRole("option", { name: "All" }).click();
  await expect(row).toBeVisible();
});

test("they are sorted by name and by when they ran", async ({ page, api }) => {
  const group = unique("Sorted");
  const [ten, nine] = [`${group} 10`, `${group} 9`];
  const first = await save(api, ten, echo("a", "A", 1));
  await save(api, nine, echo("a", "A", 1));
  await api.mutate("runs.submit", { workflowId: first.id });
  await page.goto("/workflows");
  await page.getByRole("searchbox", { name: "Search by name or id" }).fill(group);
  const names = page.locator("[data-workflow-id] a").filter({ hasText: group });
  for (const [order, expected] of [
    ["Name", [nine, ten]],
    ["Last run", [ten, nine]],
    ["Last saved", [nine, ten]],
  ] as const) {
    await page.getByRole("combobox", { name: "Sort by" }).click();
    await page.getByRole("option", { name: order }).click();
    await expect(names).toHaveText(expected);
  }
});

test("one runs at once, and the list shows how that ended", async ({ page, api }) => {
  const name = unique("Runs at once");
  const { id } = await save(api, name, echo("a", "A", 1));
  await page.goto("/workflows");
  await page.getByRole("searchbox", { name: "Search by name or id" }).fill(name);
  await page.getByRole("button", { name: `Run ${name}` }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByRole("region", { name: "Run", exact: true })).toContainText("Succeeded");
  await expect(page.getByRole("link", { name: `Revision 1 of ${name}` })).toHaveAttribute(
    "href",
    `/workflows/${id}?revision=1`,
  );
  await page.goto("/workflows");
  await expect(page.locator(`[data-workflow-id="${id}"]`)).toContainText("Succeeded");
});

test("revisions are compared on the drawing and in text, and restored", async ({ page, api }) => {
  const name = unique("Compared");
  const root = (...children: WorkflowNode[]): WorkflowNode => {
    return { kind: "chain", id: "all", children };
  };
  const [a, b, c] = [echo("a", "First", 1), echo("b", "Second"), echo("c", "Third")];
  const { id } = await save(api, name, root(a, b, c), { author: "Ann" });
  const changed = root(c, { ...a, args: [2] }, echo("d", "Fourth"));
  await save(api, name, changed, { id, baseRevision: 1, author: "Bob" });

  await page.goto(`/workflows/${id}?revision=2`);
  await expect(page.getByText("1 added, 1 removed, 1 changed, 1 moved")).toBeVisible();
  const markOf = (revision: number, node: string) =>
    page
      .getByRole("region", { name: `Drawing of revision ${revision}` })
      .locator(`.react-flow__node:has([data-node-id="${node}"]) [data-mark]`);
  await expect(markOf(2, "d").last()).toHaveAttribute("data-mark", "added");
  await expect(markOf(2, "a").last()).toHaveAttribute("data-mark", "changed");
  await expect(markOf(2, "c").last()).toHaveAttribute("data-mark", "moved");
  await expect(markOf(1, "b").last()).toHaveAttribute("data-mark", "removed");
  await expect(page.getByRole("list", { name: "Differences" })).toContainText("Changed: args");

  await page.getByRole("combobox", { name: "Show as" }).click();
  await page.getByRole("option", { name: "Text" }).click();
  const text = page.getByRole("textbox", { name: "JSON of revision 2" });
  await expect(text).toContainText('"label": "Fourth"');
  await expect(text.locator(".cm-deletedChunk").first()).toBeVisible();

  await page.getByRole("list", { name: "Revisions" }).getByText("Revision 1").click();
  await expect(page).toHaveURL(/revision=1$/);
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page).toHaveURL(/revision=3$/);
  await expect(page.getByText("restored from 1")).toBeVisible();
  expect(await api.query<Saved>("workflows.get", { id })).toMatchObject({
    revision: 3,
    workflow: { root: root(a, b, c) },
  });
});

test.describe("what the server refuses at first", () => {
  // The browser notes the answer in its console.
  test.use({ toleratedError: /40[04]/ });

  test("arguments of the first task are asked for when they are missing", async ({ page, api }) => {
    const name = unique("Asks");
    const { id } = await save(api, name, { kind: "task", task: "math.add", id: "sum", args: [40] });
    await page.goto("/workflows");
    await page.getByRole("searchbox", { name: "Search by name or id" }).fill(name);
    await page.getByRole("button", { name: `Run ${name}` }).click();
    const dialog = page.getByRole("dialog", { name: "Arguments for this run" });
    await dialog.getByLabel("y", { exact: true }).fill("2");
    await dialog.getByRole("button", { name: "Run" }).click();
    await expect(page).toHaveURL(/\/runs\//);
    const runId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    expect((await api.resultOf(runId)).value).toBe(42);
    expect((await api.query<Saved>("workflows.get", { id })).workflow.root).toMatchObject({
      args: [40],
    });
  });

  test("an unknown workflow and an unknown revision say so", async ({ page, api }) => {
    await page.goto("/workflows/w_never");
    await expect(page.getByText("There is no such workflow")).toBeVisible();
    const { id } = await save(api, unique("Short"), echo("a", "A", 1));
    await page.goto(`/workflows/${id}?revision=9`);
    await expect(page.getByText(/has no revision 9/)).toBeVisible();
  });
});

test("a saved workflow is opened and run from the command palette", async ({ page, api }) => {
  const name = unique("By palette");
  const { id } = await save(api, name, echo("a", "A", 1));
  await page.goto("/workflows");
  await expect(page.getByRole("link", { name })).toBeVisible();
  const palette = page.getByRole("dialog");
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill(name);
  await expect(palette.getByRole("option", { name: `Run ${name}` })).toBeVisible();
  await palette.getByRole("option", { name: new RegExp(`^${name}`) }).click();
  await expect(page).toHaveURL(`/workflows/${id}`);
});
