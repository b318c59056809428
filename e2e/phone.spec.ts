/** The same on a phone: the drawing fills it, everything else comes as a sheet from below. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";
import { RunPage } from "./pages/RunPage";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test("a chain is composed, run and read with a thumb", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new");
  await page.getByRole("button", { name: "Add the first task" }).tap();
  await editor.pick("math.add");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(editor.node("math.add")).toHaveAttribute("aria-pressed", "true");

  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  const sheet = page.getByRole("dialog", { name: "Node" });
  await sheet.getByLabel("x", { exact: true }).fill("20");
  await sheet.getByLabel("y", { exact: true }).fill("1");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await editor.slot("Then, after add").tap();
  await editor.pick("math.mul");
  await expect(editor.node("Chain")).toBeVisible();
  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  await sheet.getByLabel("y", { exact: true }).fill("2");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await editor.run();

  await new RunPage(page).expectRunState("succeeded");
  await page.locator("[data-node-id]", { hasText: "math.mul" }).last().tap();
  const panel = page.getByRole("dialog", { name: "math.mul" });
  await panel.getByRole("tab", { name: "Result" }).tap();
  await expect(panel.locator('pre[aria-label="Result"]')).toHaveText("42");
});

test("no page is wider than the phone", async ({ page, api }) => {
  const runId = await api.submit(
    {
      kind: "task",
      task: "flow.echo",
      args: ["A word"],
      label: "A name without any end ".repeat(8),
    },
    "A workflow whose name is much longer than any phone is wide ".repeat(3),
  );
  const pages = ["/runs", "/workflows", "/workflows/new", `/runs/${runId}`, "/tasks", "/workers"];
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole("heading").first()).toBeVisible();
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow, path).toBeLessThanOrEqual(0);
  }
});

test("the outline's sheet closes by Escape, and what was chosen in it can be edited", async ({
  page,
}) => {
  await page.goto("/workflows/new?example=chain");
  await page.getByRole("button", { name: "Outline", exact: true }).tap();
  await page.getByRole("treeitem", { name: "Add 2 and 3" }).tap();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  const sheet = page.getByRole("dialog", { name: "Node" });
  await expect(sheet.getByLabel("Label")).toHaveValue("Add 2 and 3");
});

test("a phone reads a problem whole, with what can be done about it", async ({ page }) => {
  await page.goto("/workflows/new");
  await page.getByRole("button", { name: "Add the first task" }).tap();
  await new EditorPage(page).pick("math.add");
  const problems = page.getByRole("region", { name: "Problems" });
  const words = problems.getByText('The parameter "x" is missing and has no default.').first();
  await expect(words).toBeVisible();
  await expect(problems.getByRole("button", { name: "Fill in x" })).toBeHidden();
  await problems.getByRole("button", { name: "2 errors" }).tap();
  await expect(problems.getByRole("button", { name: "Fill in x" })).toBeVisible();
  const cut = (element: Element) => element.scrollWidth - element.clientWidth;
  expect(await words.evaluate(cut)).toBe(0);
});

test("every verb waits in the outline's menu; a node is moved by taps alone", async ({ page }) => {
  const editor = new EditorPage(page);
  await page.goto("/workflows/new?example=chain");
  await page.getByRole("button", { name: "Outline", exact: true }).tap();
  await editor.rowOf("subtract").tap();
  await page.getByRole("button", { name: "Actions" }).tap();
  await page.getByRole("menuitem", { name: /^Move M$/ }).tap();
  await editor.rowOf("add").tap();
  const sheet = page.getByRole("dialog", { name: "Outline" });
  await expect(sheet.getByRole("status")).toContainText("runs before Add 2 and 3");
  await sheet.getByRole("button", { name: "Drop here" }).tap();
  await editor.expectOutline(["Calculate, chain", " Subtract 5", " Add 2 and 3", " Multiply by 4"]);
  await page.getByRole("button", { name: "Actions" }).tap();
  await page.getByRole("menuitem", { name: /^Duplicate/ }).tap();
  await expect.poll(() => editor.outline()).toHaveLength(5);
});

test("a run is steered with a thumb: retried, marked as succeeded, revoked", async ({
  page,
  api,
}) => {
  const runId = await api.submit({
    kind: "group",
    id: "all",
    children: [
      { kind: "task", id: "a", task: "flow.fail", kwargs: { times: 1 } },
      { kind: "task", id: "b", task: "flow.fail" },
      { kind: "task", id: "c", task: "flow.echo", options: { delayMs: 3_600_000 } },
    ],
  });
  await page.goto(`/runs/${runId}`);
  const run = new RunPage(page);
  await run.expectState("b", "failed");
  await run.node("b").tap();
  const sheet = page.getByRole("dialog", { name: "flow.fail" });
  await sheet.getByRole("button", { name: "More for this node" }).tap();
  await page.getByRole("menuitem", { name: "Mark as succeeded" }).tap();
  const mark = page.getByRole("dialog", { name: "Mark as succeeded" });
  await mark.getByRole("button", { name: "Mark as succeeded" }).tap();
  const stateOf = async (id: string) => (await api.node(runId, id)).state;
  await expect.poll(() => stateOf("b")).toBe("succeeded");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.getByRole("button", { name: "Outline" }).tap();
  const outline = page.getByRole("dialog", { name: "Outline" });
  await outline.getByRole("textbox", { name: "Filter the nodes" }).fill("task:flow");
  await outline.getByRole("button", { name: "Select all 3" }).tap();
  const several = page.getByRole("dialog", { name: "3 nodes selected" });
  await several.getByRole("button", { name: "Retry 1" }).tap();
  await page.getByRole("button", { name: "Retry now" }).tap();
  await expect.poll(() => stateOf("a")).toBe("succeeded");
  await several.getByRole("button", { name: "Revoke 1" }).tap();
  await expect.poll(() => stateOf("c")).toBe("revoked");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});
