/** Looking for nodes in a run: what is found stays lit, the address keeps it, keys lead through it. */
import type { WorkflowNode } from "@/core/node";
import { expect, test, type Api } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const echo = (id: string, label: string): WorkflowNode => ({
  kind: "task",
  id,
  task: "flow.echo",
  label,
});

async function submitted(api: Api): Promise<string> {
  const bad = (id: string): WorkflowNode => ({ kind: "task", id, task: "flow.fail" });
  const runId = await api.submit({
    kind: "group",
    id: "all",
    children: [
      { kind: "group", id: "g", name: "Pages", children: [echo("p1", "One"), bad("p2")] },
      bad("f"),
      echo("last", "The last"),
    ],
  });
  await api.resultOf(runId);
  return runId;
}

test("a filter dims the rest, lists what it finds and stays in the address", async ({
  page,
  api,
}) => {
  const run = new RunPage(page);
  await run.goto(await submitted(api));
  await run.canvas.click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("/");
  const field = page.getByRole("textbox", { name: "Filter the nodes" });
  await expect(field).toBeFocused();
  await field.fill("state:failed");
  await expect(page.getByText("2 found, of 4 steps")).toBeVisible();
  const dimmed = (id: string) => run.node(id).and(page.locator("[data-dimmed]"));
  await expect(dimmed("p1")).toHaveCount(1);
  await expect(dimmed("last")).toHaveCount(1);
  for (const id of ["p2", "f", "g", "all"]) await expect(dimmed(id)).toHaveCount(0);
  await expect(run.outline.getByRole("treeitem")).toHaveCount(4);

  // Enter leads from match to match.
  await page.keyboard.press("Enter");
  await expect(run.row("p2")).toHaveAttribute("aria-selected", "true");
  await expect(field).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(run.row("f")).toHaveAttribute("aria-selected", "true");

  await page.reload();
  await expect(field).toHaveValue("state:failed");
  await expect(page.getByText("2 found, of 4 steps")).toBeVisible();
  await expect(dimmed("p1")).toHaveCount(1);

  await field.fill("colour:red");
  await expect(page.getByText("There is no “colour:” to look for.")).toBeVisible();
  await expect(dimmed("p1")).toHaveCount(0);
  await field.press("Escape");
  await expect(field).toHaveValue("");
  expect(new URL(page.url()).searchParams.get("filter")).toBeNull();
  await expect(run.outline.getByRole("treeitem")).toHaveCount(6);
});

test("a filter follows the run", async ({ page, api }) => {
  const nap: WorkflowNode = { kind: "task", id: "nap", task: "time.sleep", args: [60_000] };
  const runId = await api.submit({ kind: "group", id: "g", children: [nap, echo("e", "Echo")] });
  const run = new RunPage(page);
  await page.goto(`/runs/${runId}?filter=state:running`);
  await expect(page.getByText("1 found, of 2 steps")).toBeVisible();
  await api.mutate("runs.revoke", { runId });
  await run.expectState("nap", "revoked");
  await expect(page.getByText("Nothing among 2 steps")).toBeVisible();
});

test("on a phone the filter is in the outline, and says there what it finds", async ({
  page,
  api,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/runs/${await submitted(api)}`);
  await page.getByRole("button", { name: "Outline" }).click();
  await page.getByRole("textbox", { name: "Filter the nodes" }).fill("last");
  await expect(page.getByRole("treeitem")).toHaveCount(2);
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("button", { name: "Outline, 1 found" })).toBeVisible();
});
