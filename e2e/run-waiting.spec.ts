/** Why a node is not running: what the panel says, and where its links lead. */
import type { Signature } from "@/core/node";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const nap = (id: string): Signature => ({ kind: "task", id, task: "time.sleep", args: [60_000] });
const echo = (id: string): Signature => ({ kind: "task", id, task: "flow.echo" });

test("a pending step names the steps it waits for, and leads to them", async ({ page, api }) => {
  const runId = await api.submit({
    kind: "chain",
    id: "chain",
    children: [
      { kind: "group", id: "group", name: "Lanes", children: [nap("one"), nap("two")] },
      echo("after"),
      { ...echo("last"), label: "The end" },
    ],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("one", "running");
  await run.select("after");
  const why = run.panel.getByRole("region", { name: "Why it is waiting" });
  await expect(why).toContainText("Waits for Lanes to end, of which 2 steps have not ended");
  await run.select("last");
  await expect(why).toContainText("Waits for flow.echo to end");
  await expect(why).toContainText("In the end it all waits for");
  await expect(why.getByRole("button", { name: "time.sleep" })).toHaveCount(2);
  await why.getByRole("button", { name: "flow.echo" }).click();
  await why.getByRole("button", { name: "time.sleep" }).first().click();
  await expect(run.row("one")).toHaveAttribute("aria-selected", "true");
  // What runs waits for nothing.
  await expect(why).toHaveCount(0);
  await api.mutate("runs.revoke", { runId });
});

test("a step of a queue that nobody serves says so, and its place", async ({ page, api }) => {
  const queue = `nobody-${Date.now()}`;
  const far = (id: string, priority = 0): Signature => ({
    ...echo(id),
    options: { queue, priority },
  });
  const children = [far("a", 5), far("b", 5)];
  const runId = await api.submit({ kind: "group", id: "g", children });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.select("b");
  const why = run.panel.getByRole("region", { name: "Why it is waiting" });
  await expect(why).toContainText(`No worker serves the queue ${queue}.`);
  await expect(why).toContainText("1 job is before it in the queue");
  await expect(why.getByRole("link", { name: "See the workers" })).toHaveAttribute(
    "href",
    "/workers",
  );
  // Another run goes before it: the panel follows without being touched.
  const other = await api.submit({ kind: "group", id: "g", children: [far("c"), far("d")] });
  await expect(why).toContainText("3 jobs are before it in the queue");
  await api.mutate("runs.revoke", { runId: other });
  await api.mutate("runs.revoke", { runId });
  await expect(why).toHaveCount(0);
  await expect(run.panel.getByText("Revoked by a person.")).toBeVisible();
});

test("delays and pauses are told with the time that is left", async ({ page, api }) => {
  const runId = await api.submit({
    kind: "group",
    id: "g",
    children: [
      { ...echo("late"), options: { delayMs: 3_600_000 } },
      { kind: "chain", id: "slow", name: "Slow", delayMs: 7_200_000, children: [echo("inside")] },
      {
        kind: "task",
        id: "again",
        task: "flow.fail",
        options: { attempts: 3, backoff: { type: "fixed", delayMs: 3_600_000 } },
      },
    ],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.select("late");
  const why = run.panel.getByRole("region", { name: "Why it is waiting" });
  await expect(why).toContainText(/It is delayed in (1 h|59 min)/);
  await run.select("inside");
  await expect(why).toContainText(/Slow, around it, is delayed in (2 h|1 h 59 min)/);
  await run.expectState("again", "retrying");
  await run.select("again");
  await expect(why).toContainText(/Attempt 2 of 3 comes in (1 h|59 min)/);
  await run.runButton("Pause").click();
  await expect(why).toContainText("The run is paused: nothing new starts until it is resumed.");
  await api.mutate("runs.revoke", { runId });
});
