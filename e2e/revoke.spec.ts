/** Stopping what is under way, one step or all of it. */
import type { Signature } from "@/core/node";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const nap = (id: string): Signature => ({ kind: "task", id, task: "time.sleep", args: [60_000] });

test("revoking a running step skips what needed it and keeps what was done", async ({
  page,
  api,
}) => {
  const runId = await api.submit({
    kind: "chain",
    id: "chain",
    children: [
      { kind: "task", id: "first", task: "flow.echo", args: ["done"] },
      { kind: "task", id: "nap", task: "time.sleep", args: [60_000], immutable: true },
      { kind: "task", id: "after", task: "text.upper" },
      { kind: "task", id: "last", task: "flow.echo" },
    ],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("nap", "running");
  await run.select("nap");
  await run.nodeButton("Revoke").click();

  await run.expectState("nap", "revoked");
  await run.expectState("first", "succeeded");
  await run.expectState("after", "skipped");
  await run.expectState("last", "skipped");
  await run.expectRunState("revoked");
  await expect(run.nodeButton("Revoke")).toHaveCount(0);
  await expect(run.nodeButton("Retry")).toBeVisible();

  await run.select("after");
  await expect(run.panel.getByText("Skipped, because this was revoked:")).toBeVisible();
  await run.expectDrawnAs(await api.snapshot(runId));
});

test("revoking a whole run stops all that runs and all that waits", async ({ page, api }) => {
  const runId = await api.submit({
    kind: "chord",
    id: "chord",
    header: [nap("one"), nap("two"), { kind: "task", id: "quick", task: "flow.echo", args: [1] }],
    body: { kind: "task", id: "body", task: "flow.echo" },
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("one", "running");
  await run.expectState("two", "running");
  await run.expectState("quick", "succeeded");
  await run.runButton("Revoke").click();

  await run.expectState("one", "revoked");
  await run.expectState("two", "revoked");
  await run.expectRunState("revoked");
  await expect(run.runButton("Revoke")).toHaveCount(0);
  await expect(run.runButton("Retry")).toBeVisible();
  const snapshot = await api.snapshot(runId);
  expect(snapshot.run.settled).toBe(true);
  await run.expectDrawnAs(snapshot);
});

test("revoking a container stops what is in it and nothing beside it", async ({ page, api }) => {
  const runId = await api.submit({
    kind: "group",
    id: "group",
    children: [
      {
        kind: "chain",
        id: "chain",
        name: "To be stopped",
        children: [nap("inside"), { kind: "task", id: "after", task: "flow.echo" }],
      },
      nap("beside"),
    ],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("inside", "running");
  await run.row("chain").click();
  await expect(run.panel.getByRole("heading", { name: "To be stopped" })).toBeVisible();
  await run.nodeButton("Revoke").click();

  await run.expectState("inside", "revoked");
  await run.expectState("chain", "revoked");
  await run.expectState("beside", "running");
  await run.runButton("Revoke").click();
  await run.expectState("beside", "revoked");
  await run.expectDrawnAs(await api.snapshot(runId));
});

test("a paused run starts nothing new until it is resumed", async ({ page, api }) => {
  const runId = await api.submit({
    kind: "group",
    id: "group",
    children: [nap("nap"), { kind: "task", id: "fail", task: "flow.fail", kwargs: { times: 1 } }],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("nap", "running");
  await run.expectState("fail", "failed");
  await run.runButton("Pause").click();
  await expect(run.header.getByText(", paused")).toBeVisible();

  await run.runButton("Retry").click();
  await run.expectPreview("Will run", ["fail"]);
  await run.confirmRetry();
  await run.expectState("fail", "held");
  await run.expectState("nap", "running");
  await run.runButton("Resume").click();
  await run.expectState("fail", "succeeded");
  await run.runButton("Revoke").click();
  await run.expectState("nap", "revoked");
  await run.expectDrawnAs(await api.snapshot(runId));
});
