/** The panel beside a moment that is over: what was so then, and words for what is not known any more. */
import type { WorkflowNode } from "@/core/node";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const parameter = (page: RunPage["page"], name: string) =>
  new URL(page.url()).searchParams.get(name);

/** Goes to the start of the run and on event by event, until a node is in this state. */
async function goTo(run: RunPage, nodeId: string, state: string): Promise<void> {
  await run.page.getByRole("slider", { name: "Moment of the run" }).focus();
  await run.page.keyboard.press("Home");
  await run.expectState(nodeId, "pending");
  const on = async () => {
    const now = await run.node(nodeId).getAttribute("data-state");
    if (now !== state) await run.page.keyboard.press(".");
    return now;
  };
  await expect.poll(on, { intervals: [250], timeout: 30_000 }).toBe(state);
}

test("the panel shows the result, the log and the attempts of the moment", async ({
  page,
  api,
}) => {
  const children: WorkflowNode[] = [
    { kind: "task", id: "says", task: "flow.progress", args: [3, 20] },
    { kind: "task", id: "up", task: "text.upper", args: ["done"], immutable: true },
  ];
  const runId = await api.submit({ kind: "chain", id: "c", children });
  await api.resultOf(runId);
  const run = new RunPage(page);
  await run.goto(runId);
  await goTo(run, "says", "running");
  await run.row("up").click();
  await expect(run.panel.getByText(/^As it was at/)).toBeVisible();
  await run.openTab("Result");
  await expect(run.panel.getByText("It had no result yet at this moment.")).toBeVisible();
  await run.openTab("Attempts");
  await expect(
    run.panel.getByText("This step had not been executed at this moment."),
  ).toBeVisible();
  await run.openTab("Logs");
  await expect(run.panel.getByText("Nothing that is kept had been written")).toBeVisible();
  await run.row("says").click();
  await run.openTab("Logs");
  await expect(run.panel.getByText(/lines? came later/)).toBeVisible();

  await page.getByRole("button", { name: "Back to live" }).click();
  await run.row("up").click();
  await run.openTab("Result");
  await expect(run.result).toContainText("DONE");
  await goTo(run, "up", "succeeded");
  await run.row("up").click();
  await run.openTab("Result");
  await expect(run.panel.getByText(/^As it was at/)).toBeVisible();
  await expect(run.result).toContainText("DONE");
});

test("what a retry has replaced is not shown as what was", async ({ page, api }) => {
  const runId = await api.submit({
    kind: "chain",
    id: "c",
    children: [
      { kind: "task", id: "first", task: "flow.echo", args: ["kept"] },
      { kind: "task", id: "fails", task: "flow.fail", kwargs: { times: 1 }, immutable: true },
    ],
  });
  await api.resultOf(runId);
  await api.mutate("runs.retry", { runId, nodeId: "first", scope: "from" });
  await expect.poll(async () => (await api.node(runId, "fails")).state).toBe("succeeded");
  const run = new RunPage(page);
  await run.goto(runId);
  await goTo(run, "fails", "failed");
  await run.row("fails").click();
  await expect(run.panel.getByText("failed", { exact: true })).toBeVisible();
  await run.openTab("Attempts");
  await expect(run.panel.locator("[data-attempt]")).toHaveCount(1);
  await expect(run.panel.locator("[data-attempt]")).toContainText("Failed");
  await run.openTab("Arguments");
  await expect(run.panel.getByText(/decided anew since this moment/)).toBeVisible();
  await run.row("first").click();
  await run.openTab("Result");
  await expect(
    run.panel.getByText("It has run again since, and that result is not kept."),
  ).toBeVisible();
});

test("what is folded on the drawing stays in the address", async ({ page, api }) => {
  const members = ["a", "b"].map((id): WorkflowNode => ({
    kind: "task",
    id,
    task: "flow.echo",
    args: [id],
  }));
  const root: WorkflowNode = {
    kind: "chain",
    id: "all",
    children: [
      { kind: "group", id: "both", name: "Both", children: members },
      { kind: "task", id: "last", task: "flow.echo" },
    ],
  };
  const run = new RunPage(page);
  await run.goto(await api.submit(root));
  await run.expectRunState("succeeded");
  await run.select("a");
  await page.keyboard.press("[");
  await expect(run.row("both")).toHaveAttribute("aria-selected", "true");
  await expect(run.node("a")).toHaveCount(0);
  await expect.poll(() => parameter(page, "fold")).toBe("both");
  await page.reload();
  await expect(run.node("both")).toBeVisible();
  await expect(run.node("a")).toHaveCount(0);
  await run.row("both").click();
  await page.keyboard.press("]");
  await expect(run.node("a")).toBeVisible();
  await expect.poll(() => parameter(page, "unfold")).toBe("both");
});
