/** Runs that are too large to be nodes: a stack of cells that leads to what failed, and a picture from far. */
import type { Workflow, WorkflowNode } from "@/core/node";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

/** Members of which some fail. */
function wide(count: number, failing: readonly number[]): Workflow["root"] {
  const member = (_: unknown, index: number): WorkflowNode => ({
    ...{ kind: "task", id: `m${index}`, immutable: true },
    ...(failing.includes(index)
      ? { task: "flow.fail", args: [] }
      : { task: "math.add", args: [index, 1] }),
  });
  return {
    kind: "group",
    id: "all",
    name: "Many",
    children: Array.from({ length: count }, member),
  };
}

test("a group over 24 is one stack that counts by state and leads to what failed", async ({
  page,
  api,
}) => {
  const runId = await api.submit(wide(200, [17, 150]), "Many");
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectRunState("failed");
  await expect(run.canvas.locator("[data-node-id]")).toHaveCount(1);
  const stack = run.node("all");
  await expect(stack).toContainText("198 succeeded");
  await expect(stack.getByRole("img", { name: "2 failed, 198 succeeded" })).toBeVisible();
  const next = stack.getByRole("button", { name: "2 failed: select the next one" });
  await next.click();
  await expect(run.row("m17")).toHaveAttribute("aria-selected", "true");
  await next.click();
  await expect(run.row("m150")).toHaveAttribute("aria-selected", "true");
  await next.click();
  await expect(run.row("m17")).toHaveAttribute("aria-selected", "true");

  await stack.getByRole("button", { name: "Unfold Many" }).click();
  await expect(run.canvas.locator('[data-node-id^="m"]')).toHaveCount(24);
  await run.canvas.getByRole("button", { name: "Show 24 more" }).click();
  await expect(run.canvas.locator('[data-node-id^="m"]')).toHaveCount(48);
});

test("from far a large drawing is a picture: a click finds its node, coming near brings nodes", async ({
  page,
  api,
}) => {
  const lanes = Array.from({ length: 20 }, (_, lane): WorkflowNode => ({
    ...{ kind: "group", id: `l${lane}` },
    children: Array.from({ length: 24 }, (_, index) => ({
      ...{ kind: "task" as const, id: `l${lane}-${index}`, task: "math.add", args: [1, 2] },
      immutable: true,
    })),
  }));
  const runId = await api.submit({ kind: "chain", id: "all", children: lanes }, "Tall");
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectRunState("succeeded");
  const picture = run.canvas.locator("canvas[data-overview]");
  await expect(picture).toBeAttached();
  await expect(run.canvas.locator("[data-node-id]")).toHaveCount(1);
  const box = await run.canvas.boundingBox();
  if (box === null) throw new Error("There is no drawing");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const selected = run.outline.locator('[role="treeitem"][aria-selected="true"]');
  await expect(selected).toHaveCount(1);
  await expect(run.canvas.locator('[aria-pressed="true"]')).toHaveCount(1);

  const { nodes } = await api.snapshot(runId);
  const isFar = async () => (await run.canvas.getAttribute("data-far")) !== null;
  for (let press = 0; press < 12 && (await isFar()); press += 1) {
    await page.getByRole("button", { name: "Zoom in" }).click();
    await expect(run.canvas).not.toHaveAttribute("data-moving");
  }
  await expect.poll(() => run.canvas.locator("[data-node-id]").count()).toBeGreaterThan(10);
  const mounted = await run.canvas.locator("[data-node-id]").count();
  expect(mounted).toBeLessThanOrEqual(302);
  // What is not mounted is on the picture still.
  await expect(picture).toBeAttached();

  const member = run.canvas.locator('[role="button"][data-node-id^="l"]').first();
  await member.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("ArrowDown");
  const focused = run.canvas.locator('[role="button"]:focus');
  await expect(focused).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect(run.canvas).not.toHaveAttribute("data-moving");
  await expect(run.canvas.locator('[aria-pressed="true"]')).toBeVisible();
  expect(nodes.length).toBeGreaterThan(mounted);
});
