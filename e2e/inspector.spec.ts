/** What the inspector tells of a node, sets on it, and tries with it. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { WorkflowNode } from "@/core/node";
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";
import { RunPage } from "./pages/RunPage";

/** Adds tasks one after the other. */
async function draw(editor: EditorPage, tasks: string[]): Promise<void> {
  await editor.goto();
  await editor.page.getByRole("button", { name: "Add the first task" }).click();
  for (const [index, task] of tasks.entries()) {
    if (index > 0) await editor.page.keyboard.press("n");
    await editor.pick(task);
    await expect(editor.node(task)).toBeFocused();
  }
}

async function openTab(editor: EditorPage, name: string): Promise<void> {
  await editor.inspector.getByRole("tab", { name, exact: true }).click();
}

/** The node that is looked at, as its JSON says. */
async function jsonOf(editor: EditorPage): Promise<WorkflowNode> {
  await openTab(editor, "JSON");
  const code = editor.page.getByRole("textbox", { name: "JSON of the node" });
  await expect(code).toBeVisible();
  const text = await code.locator(".cm-line").allTextContents();
  await openTab(editor, "Node");
  return JSON.parse(text.join("\n")) as WorkflowNode;
}

/** Puts a text in place of the JSON. */
async function writeJson(page: Page, text: string): Promise<void> {
  const code = page.getByRole("textbox", { name: "JSON of the node" });
  await code.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

test("a field that the result before fills says from where, and leads there", async ({ page }) => {
  const editor = new EditorPage(page);
  await draw(editor, ["text.upper", "math.add"]);
  const { inspector } = editor;
  await editor.select(editor.node("math.add"));
  const filled = inspector.getByRole("group", { name: "x", exact: true });
  await expect(filled.getByRole("button", { name: "from upper" })).toBeVisible();
  await expect(editor.field("y")).toBeVisible();
  await expect(filled).toContainText(/string, but number is expected/);

  await filled.getByRole("button", { name: "from upper" }).click();
  await expect(editor.node("text.upper")).toHaveAttribute("aria-pressed", "true");
  await expect(inspector.getByText("from upper")).toHaveCount(0);

  await editor.select(editor.node("math.add"));
  await inspector.getByLabel("Immutable").check();
  await expect(filled).toHaveCount(0);
  await editor.fill({ x: "1", y: "2" });
  await expect(page.getByText("No problems")).toHaveCount(0);
});

test("options are typed with their units, and empty ones show what the task says", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await draw(editor, ["flow.echo"]);
  await editor.select(editor.node("flow.echo"));
  await expect(editor.field("Queue")).toHaveAttribute("placeholder", "default");
  await expect(editor.field("Attempts")).toHaveAttribute("placeholder", "1");
  await editor.fill({ Attempts: "0" });
  await expect(editor.field("Attempts")).toHaveAccessibleDescription("At least 1.");
  await editor.fill({ Attempts: "3", Delay: "90", Timeout: "5 min", Expires: "1 h 30 min" });
  await expect(editor.field("Delay")).toHaveAccessibleDescription(/Say the unit: 90 s/);
  await editor.fill({ Delay: "90 s", ETA: "2030-01-02T03:04:05" });
  await editor.inspector.getByRole("combobox", { name: "Backoff" }).click();
  await page.getByRole("option", { name: "Exponential" }).click();
  await editor.fill({ "First wait": "2 s", "Longest wait": "1 min", Jitter: "0.2" });
  const eta = await page.evaluate(() => new Date("2030-01-02T03:04:05").toISOString());
  expect(await jsonOf(editor)).toMatchObject({
    options: {
      attempts: 3,
      delayMs: 90_000,
      timeoutMs: 300_000,
      expiresMs: 5_400_000,
      eta: eta.replace(".000Z", "Z"),
      backoff: { type: "exponential", delayMs: 2000, maxMs: 60_000, jitter: 0.2 },
    },
  });

  await editor.field("Delay").hover();
  await editor.inspector.getByRole("button", { name: "Reset Delay" }).click();
  await expect(editor.field("Delay")).toHaveValue("");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(editor.field("Delay")).toHaveValue("1 min 30 s");
});

test("Escape leaves a field for its node, and an open list for its field", async ({ page }) => {
  const editor = new EditorPage(page);
  await draw(editor, ["math.add"]);
  await page.keyboard.press("Enter");
  await expect(editor.field("x")).toBeFocused();
  await page.keyboard.type("1");
  await page.keyboard.press("Escape");
  await expect(editor.node("math.add")).toBeFocused();
  await expect(editor.field("x")).toHaveValue("1");

  const backoff = editor.inspector.getByRole("combobox", { name: "Backoff" });
  await backoff.click();
  await expect(page.getByRole("option", { name: "Exponential" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option", { name: "Exponential" })).toHaveCount(0);
  await expect(backoff).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(editor.node("math.add")).toBeFocused();
});

test("a note is kept on a node and told on the drawing and in the outline", async ({ page }) => {
  const editor = new EditorPage(page);
  await draw(editor, ["flow.echo", "flow.fail"]);
  await editor.select(editor.node("Chain"));
  await editor.fill({ Note: "Agreed with Ada" });
  await expect(editor.node("Chain")).toHaveAccessibleName(/note: Agreed with Ada/);
  await expect(editor.canvas.getByTitle("Agreed with Ada")).toBeVisible();
  await expect(editor.row("Chain, chain, note: Agreed with Ada")).toBeVisible();
  expect(await jsonOf(editor)).toMatchObject({ kind: "chain", note: "Agreed with Ada" });
});

test("a node is edited as JSON, with completion, in one step that can be undone", async ({
  page,
}) => {
  const editor = new EditorPage(page);
  await draw(editor, ["math.add"]);
  await editor.select(editor.node("math.add"));
  await openTab(editor, "JSON");
  const { inspector } = editor;
  const apply = inspector.getByRole("button", { name: "Apply" });
  await writeJson(page, '{ "kind": "group", "children": [ { "kind": "task", "task": ');
  await page.keyboard.type('"math.m');
  await page.locator(".cm-tooltip").getByRole("option", { name: "math.mul" }).click();
  await expect(inspector.getByText("This is no JSON yet.")).toBeVisible();
  await expect(apply).toBeDisabled();

  await page.keyboard.insertText(', "optoinal": true } ] }');
  await expect(inspector.getByText(/"optoinal" is not a key of a task/)).toBeVisible();
  await expect(page.locator(".cm-lintRange-error")).not.toHaveCount(0);

  // What is typed is found again after a look elsewhere.
  await openTab(editor, "Node");
  await openTab(editor, "JSON");
  await expect(inspector.getByText(/optoinal/).first()).toBeVisible();

  await writeJson(
    page,
    '{ "kind": "group", "children": [ { "kind": "task", "task": "math.mul", "kwargs": { "x": 2, "y": 3 } }, { "kind": "task", "task": "flow.echo" } ] }',
  );
  await apply.click();
  await expect(editor.node("Group")).toBeVisible();
  await expect(editor.node("math.mul")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(editor.node("math.add")).toBeVisible();
  await expect(editor.node("Group")).toHaveCount(0);
});

test("axe finds nothing on the parts of the inspector", async ({ page }) => {
  const editor = new EditorPage(page);
  await draw(editor, ["flow.echo", "form.objects"]);
  await editor.select(editor.node("form.objects"));
  for (const tab of ["Node", "Test", "JSON"]) {
    await openTab(editor, tab);
    await expect(editor.inspector.locator('[aria-busy="true"]')).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).include("[data-inspector]").analyze();
    expect(
      violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      tab,
    ).toEqual([]);
  }
});

test("a node is tested with a pinned input, which is kept over a reload", async ({ page }) => {
  const editor = new EditorPage(page);
  await draw(editor, ["math.add", "math.mul"]);
  await editor.select(editor.node("math.mul"));
  await editor.fill({ y: "3" });
  await openTab(editor, "Test");
  const { inspector } = editor;
  await editor.fill({ "Pinned input": "14" });
  await expect(editor.node("math.mul")).toHaveAccessibleName(/pinned input/);
  await page.keyboard.press("Control+Shift+Enter");
  await expect(inspector.locator("[data-trial-state=succeeded]")).toBeVisible();
  await expect(inspector.locator('pre[aria-label="Result"]')).toHaveText("42");
  expect(page.url()).toContain("/workflows/");

  await page.reload();
  await editor.select(editor.node("math.mul"));
  await openTab(editor, "Test");
  await expect(editor.field("Pinned input")).toHaveValue("14");
  await inspector.getByRole("button", { name: "Unpin" }).click();
  await expect(editor.node("math.mul")).not.toHaveAccessibleName(/pinned input/);
  await inspector.getByRole("button", { name: "Test", exact: true }).click();
  await expect(inspector.getByRole("alert")).toContainText(/"x" is missing/);
});

test("the last run is drawn on the draft, and gives inputs for tests", async ({ page }) => {
  const editor = new EditorPage(page);
  await draw(editor, ["math.add", "math.mul"]);
  await editor.select(editor.node("math.add"));
  await editor.fill({ x: "4", y: "5" });
  await editor.select(editor.node("math.mul"));
  await editor.fill({ y: "2" });
  await editor.run();
  await new RunPage(page).expectRunState("succeeded");
  await page.goBack();

  await expect(editor.node("math.add")).toHaveAccessibleName(/→ 9/);
  await expect(editor.canvas.locator('[data-state="succeeded"]')).toHaveCount(3);
  await editor.select(editor.node("math.mul"));
  await openTab(editor, "Test");
  await editor.inspector.getByRole("button", { name: "Take from the last run" }).click();
  await expect(editor.field("Pinned input")).toHaveValue("9");

  // Of what changed since, the run says nothing.
  await openTab(editor, "Node");
  await editor.fill({ y: "3" });
  await expect(editor.canvas.locator('[data-state="succeeded"]')).toHaveCount(2);
  await editor.fill({ y: "2" });
  await expect(editor.canvas.locator('[data-state="succeeded"]')).toHaveCount(3);
  await page.getByRole("button", { name: "Hide the last run" }).click();
  await expect(editor.canvas.locator('[data-state="draft"]')).toHaveCount(3);
  await page.getByRole("button", { name: "Show the last run" }).click();
  await expect(editor.canvas.locator('[data-state="succeeded"]')).toHaveCount(3);
});
