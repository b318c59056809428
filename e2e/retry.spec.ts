/** A run that failed is repaired, not begun anew. */
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

test("a failed step runs again with repaired arguments, and what succeeded is kept", async ({
  page,
  api,
}) => {
  const runId = await api.submit({
    kind: "chain",
    id: "chain",
    children: [
      { kind: "task", id: "add", task: "math.add", args: [1, 2] },
      {
        kind: "task",
        id: "fail",
        task: "flow.fail",
        kwargs: { message: "The bridge is out", times: null },
        immutable: true,
      },
      { kind: "task", id: "upper", task: "text.upper" },
    ],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectRunState("failed");
  await run.expectState("upper", "skipped");
  const before = await api.node(runId, "add");

  await run.select("fail");
  await expect(run.panel.getByText("The bridge is out", { exact: true })).toBeVisible();
  await run.repair({ times: 0 });
  await run.expectPreview("Will run", ["fail", "upper"]);
  await run.expectPreview("Kept", ["add"]);
  await expect(run.node("fail")).toContainText("will run");
  await expect(run.node("add")).toContainText("kept");
  await run.expectState("fail", "failed");
  await run.confirmRetry();

  await run.expectRunState("succeeded");
  await run.expectState("fail", "succeeded");
  await run.select("upper");
  await run.openTab("Result");
  await expect(run.result).toHaveText("RECOVERED");
  const after = await api.node(runId, "add");
  expect(after.epoch, "what is kept did not run again").toBe(before.epoch);
  await run.expectDrawnAs(await api.snapshot(runId));
});

test("a cancelled retry changes nothing", async ({ page, api }) => {
  const runId = await api.submit({ kind: "task", id: "fail", task: "flow.fail" });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectRunState("failed");
  const before = await api.snapshot(runId);
  await run.runButton("Retry").click();
  await run.expectPreview("Will run", ["fail"]);
  await run.retryDialog.getByRole("button", { name: "Cancel" }).click();
  await expect(run.retryDialog).toHaveCount(0);
  await expect(run.node("fail")).not.toContainText("will run");
  expect(await api.snapshot(runId)).toEqual(before);
});

test("a step that gave a bad argument is repaired, and all after it runs anew", async ({
  page,
  api,
}) => {
  const runId = await api.submit({
    kind: "chain",
    id: "chain",
    children: [
      { kind: "task", id: "give", task: "flow.echo", kwargs: { value: "four" } },
      { kind: "task", id: "add", task: "math.add", kwargs: { y: 3 } },
    ],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("add", "failed");
  await run.select("add");
  // The message names the parameter that is wrong.
  await expect(run.panel.getByText(/\bx\b/).first()).toBeVisible();

  await run.select("give");
  await run.repair({ value: 4 });
  await run.expectPreview("Will run", ["give", "add"]);
  await run.expectPreview("Kept", []);
  await run.confirmRetry();
  await run.expectRunState("succeeded");
  await run.select("add");
  await run.openTab("Result");
  await expect(run.result).toHaveText("7");
});

test("text that is no JSON cannot be retried with", async ({ page, api }) => {
  const runId = await api.submit({ kind: "task", id: "fail", task: "flow.fail" });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectRunState("failed");
  await run.select("fail");
  await run.openTab("Arguments");
  await run.nodeButton("Edit and retry").click();
  await run.panel.getByRole("textbox", { name: "Arguments by name" }).fill("{ times: ");
  await expect(run.panel.getByText("This is not JSON yet")).toBeVisible();
  await expect(run.nodeButton("Retry with these")).toBeDisabled();
});
