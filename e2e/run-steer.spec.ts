/** Steering a run: several nodes at once, a result given by hand, what others do meanwhile, keys. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { WorkflowNode } from "@/core/node";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const LATER = { delayMs: 3_600_000 };

const later = (id: string): WorkflowNode => ({
  ...{ kind: "task", id, task: "flow.echo", args: [id], options: LATER },
});
const fails = (id: string, times: number | null): WorkflowNode => ({
  ...{ kind: "task", id, task: "flow.fail", kwargs: { times } },
});

async function expectNoFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test("a failed step is marked as succeeded with a value, and what follows goes on with it", async ({
  page,
  api,
}) => {
  const runId = await api.submit({
    kind: "chain",
    id: "chain",
    children: [
      { kind: "task", id: "add", task: "math.add", args: [1, 2] },
      { ...fails("fail", null), immutable: true } as WorkflowNode,
      { kind: "task", id: "upper", task: "text.upper" },
    ],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectRunState("failed");
  await run.select("fail");
  await run.nodeButton("More for this node").click();
  await page.getByRole("menuitem", { name: "Mark as succeeded" }).click();
  const dialog = page.getByRole("dialog", { name: "Mark as succeeded" });
  const value = dialog.getByRole("textbox", { name: "Result, as JSON" });
  await expect(value).toHaveValue('"recovered"');
  await value.fill("3");
  await expect(dialog.getByText(/It is not what the task gives/)).toBeVisible();
  const deed = dialog.getByRole("button", { name: "Mark as succeeded" });
  await expect(deed).toBeDisabled();
  await value.fill('"recovered');
  await expect(dialog.getByText(/This is not JSON yet/)).toBeVisible();
  await value.fill('"recovered"');
  await dialog.getByRole("textbox", { name: /Why/ }).fill("Mended at the bridge");
  await run.expectPreview("Will run", ["upper"]);
  await run.expectPreview("Kept", ["add"]);
  await expect(run.node("fail")).toContainText("by hand");
  await expect(run.node("upper")).toContainText("will run");
  await expectNoFindings(page);
  await run.expectState("fail", "failed");
  await deed.click();

  await run.expectRunState("succeeded");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(run.panel.getByText(/Marked as succeeded by a person/)).toBeVisible();
  await expect(run.panel.getByText("Mended at the bridge")).toBeVisible();
  expect((await api.resultOf(runId)).value).toBe("RECOVERED");
  await run.openTab("Attempts");
  await expect(run.panel.locator("[data-attempt]").first()).toContainText("Failed");
});

test("all that a filter found is retried in one move, with a preview", async ({ page, api }) => {
  const members = [fails("a", 1), fails("b", 1), fails("c", null), later("d")];
  const runId = await api.submit({ kind: "group", id: "all", children: members });
  const run = new RunPage(page);
  await run.goto(runId);
  for (const id of ["a", "b", "c"]) await run.expectState(id, "failed");
  await page.getByRole("textbox", { name: "Filter the nodes" }).fill("state:failed");
  await page.getByRole("button", { name: "Select all 3" }).click();
  await expect(run.panel.getByRole("heading", { name: "3 nodes selected" })).toBeVisible();
  await run.nodeButton("Retry 3").click();
  await run.expectPreview("Will run", ["a", "b", "c"]);
  await expect(run.node("b")).toContainText("will run");
  await expect(run.node("d")).not.toContainText("will run");
  await run.confirmRetry();
  await run.expectState("a", "succeeded");
  await run.expectState("b", "succeeded");
  await expect.poll(async () => (await api.node(runId, "c")).epoch).toBe(2);
});

test("several nodes are revoked at once, and that can be undone", async ({ page, api }) => {
  const members = ["a", "b", "c", "d"].map(later);
  const runId = await api.submit({ kind: "group", id: "all", children: members });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("d", "scheduled");
  await run.select("a");
  await run.node("c").click({ modifiers: ["Shift"] });
  await expect(run.panel.getByRole("heading", { name: "3 nodes selected" })).toBeVisible();
  await run.node("b").click({ modifiers: ["ControlOrMeta"] });
  await expect(run.panel.getByRole("heading", { name: "2 nodes selected" })).toBeVisible();
  await run.nodeButton("Revoke 2").click();
  await run.expectState("a", "revoked");
  await run.expectState("c", "revoked");
  await run.expectState("b", "scheduled");
  await page.getByRole("button", { name: "Undo" }).click();
  await run.expectState("a", "scheduled");
  await run.expectState("c", "scheduled");
});

test("a frame and keys select; keys retry, revoke and list themselves", async ({ page, api }) => {
  const members = ["a", "b", "c", "d"].map(later);
  const runId = await api.submit({ kind: "group", id: "all", children: members });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("d", "scheduled");
  const [first, last] = [await run.node("a").boundingBox(), await run.node("b").boundingBox()];
  if (first === null || last === null) throw new Error("The nodes are not drawn");
  const below = Math.max(first.y + first.height, last.y + last.height) + 30;
  await page.keyboard.down("Shift");
  await page.mouse.move(first.x - 30, below);
  await page.mouse.down();
  await page.mouse.move(last.x + 10, last.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(run.panel.getByRole("heading", { name: "2 nodes selected" })).toBeVisible();

  await run.node("a").click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(run.panel.getByRole("heading", { name: "3 nodes selected" })).toBeVisible();
  await page.keyboard.press("Delete");
  await run.expectState("c", "revoked");
  await run.expectState("d", "scheduled");
  await page.keyboard.press("r");
  await run.expectPreview("Will run", ["a", "b", "c"]);
  await page.keyboard.press("Escape");
  await run.node("d").click();
  await page.keyboard.press("Control+a");
  await expect(run.panel.getByRole("heading", { name: "4 nodes selected" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(run.panel.getByRole("heading", { name: "4 nodes selected" })).toHaveCount(0);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help.getByText("Mark the step as succeeded")).toBeVisible();
  await expectNoFindings(page);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await run.node("d").click();
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: "Mark as succeeded" });
  await dialog.getByRole("textbox", { name: "Result, as JSON" }).fill("7");
  await dialog.getByRole("button", { name: "Mark as succeeded" }).click();
  await run.expectState("d", "succeeded");
});

test.describe("two people at once", () => {
  // What is refused, since somebody else was first, is a bad answer to the browser.
  test.use({ toleratedError: /412 \(Precondition Failed\)|409 \(Conflict\)/ });
  test("each sees what the other did", async ({ page, api, context }) => {
    const root: WorkflowNode = { kind: "group", id: "all", children: [fails("a", 1), later("b")] };
    const runId = await api.submit(root);
    const mine = new RunPage(page);
    const other = new RunPage(await context.newPage());
    await mine.goto(runId);
    await other.goto(runId);
    await mine.expectState("a", "failed");
    await other.expectState("a", "failed");

    // Both are about to retry: the second finds that there is nothing left to do.
    await mine.runButton("Retry").click();
    await mine.expectPreview("Will run", ["a"]);
    await other.runButton("Retry").click();
    await other.expectPreview("Will run", ["a"]);
    await mine.confirmRetry();
    await other.expectState("a", "succeeded");
    await expect(other.page.getByText("Somebody else retried 1 step")).toBeVisible();
    await expect(other.page.getByText("This cannot be retried")).toBeVisible();
    await expect(other.page.getByRole("button", { name: "Retry now" })).toBeDisabled();
    await other.page.getByRole("button", { name: "Cancel" }).click();

    await other.runButton("Pause").click();
    await expect(mine.page.getByText("Somebody else paused the run")).toBeVisible();
    await expect(mine.runButton("Resume")).toBeVisible();
    await expect(other.page.getByText("Somebody else paused the run")).toHaveCount(0);
  });
});
