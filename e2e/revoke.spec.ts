/** Stopping what is under way, one step or all of it. */
import type { Signature } from "@/core/node";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const nap = (id: string): Signature => ({ kind: "task", id, task: "time.sleep", args: [60_000] });

const echo = (id: string): Signature => ({ kind: "task", id, task: "flow.echo" });

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

test("a handler that does not stop is taken away at once when that is asked for", async ({
  page,
  api,
}) => {
  const runId = await api.submit({
    kind: "chain",
    id: "chain",
    // It looks at no signal between its steps.
    children: [{ kind: "task", id: "deaf", task: "test.deaf", args: [120_000] }, echo("after")],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("deaf", "running");
  await run.select("deaf");
  await run.nodeButton("Revoke").click();
  await expect(run.panel.getByText("Revoking", { exact: true })).toBeVisible();
  await expect(run.panel.getByText(/It is taken away by force in (10|\d) s/)).toBeVisible();
  await run.nodeButton("More for this node").click();
  await page.getByRole("menuitem", { name: "Revoke at once, without grace" }).click();
  await run.expectState("deaf", "revoked");
  await run.expectState("after", "skipped");
  await expect(run.panel.getByText(/^Revoked by force/)).toBeVisible();
  expect((await api.node(runId, "deaf")).cause).toEqual({ kind: "forced" });
});

test("what a revoke stops, skips and starts is shown before it is done", async ({ page, api }) => {
  const runId = await api.submit({
    kind: "group",
    id: "group",
    children: [
      {
        kind: "chain",
        id: "chain",
        children: [
          { ...nap("nap"), onFailure: [{ ...echo("mend"), immutable: true }] },
          { ...echo("after"), immutable: true },
        ],
      },
      nap("beside"),
    ],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("nap", "running");
  await run.select("nap");
  await run.nodeButton("More for this node").click();
  await page.getByRole("menuitem", { name: "See what a revoke stops" }).click();
  await run.expectPreview("Asked to stop", ["nap"]);
  await run.expectPreview("Never begins", []);
  await run.expectPreview("Skipped for that", ["after"]);
  await run.expectPreview("Starts for that", ["mend"]);
  await expect(run.node("nap")).toContainText("revoked");
  await expect(run.node("after")).toContainText("skipped");
  await expect(run.node("mend")).toContainText("will run");
  await run.expectState("nap", "running");
  await page.getByRole("button", { name: "Revoke now" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await run.expectState("nap", "revoked");
  await run.expectState("after", "skipped");
  await run.expectState("mend", "succeeded");
  await run.expectState("beside", "running");

  // Of the whole run, from its menu.
  await run.runButton("More").click();
  await page.getByRole("menuitem", { name: "See what a revoke stops" }).click();
  await run.expectPreview("Asked to stop", ["beside"]);
  await page.getByRole("switch", { name: "At once, without grace" }).click();
  await run.expectPreview("Taken away", ["beside"]);
  await page.getByRole("button", { name: "Revoke now" }).click();
  await run.expectState("beside", "revoked");
  await run.expectRunState("revoked");
});
