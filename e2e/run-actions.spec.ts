/** What can be done with the workflow of a run. */
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

test("a run is started anew as a run of its own", async ({ page, api }) => {
  const root = { kind: "task", id: "a", task: "flow.echo", args: [7], label: "Seven" } as const;
  const runId = await api.submit({ ...root, args: [...root.args] }, "Sevens");
  await api.resultOf(runId);
  const run = new RunPage(page);
  await run.goto(runId);
  await run.runButton("More").click();
  await page.getByRole("menuitem", { name: "Start as a new run" }).click();
  await expect.poll(() => run.runId()).not.toBe(runId);
  await run.expectState("a", "succeeded");
  expect((await api.resultOf(run.runId())).value).toBe(7);
  expect((await api.snapshot(run.runId())).run.name).toBe("Sevens");
});

test("the workflow of a run is opened in the editor, and changed there by itself", async ({
  page,
  api,
}) => {
  const runId = await api.submit(
    { kind: "chain", children: [{ kind: "task", task: "flow.echo", args: [7], label: "Seven" }] },
    "Sevens",
  );
  await api.resultOf(runId);
  const run = new RunPage(page);
  await run.goto(runId);
  await run.runButton("More").click();
  await page.getByRole("menuitem", { name: "Open as a new workflow" }).click();
  await expect(page).toHaveURL(new RegExp(`/workflows/new\\?run=${runId}$`));
  const outline = page.getByRole("tree");
  await expect(outline.getByRole("treeitem", { name: /Seven/ })).toBeVisible();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page).toHaveURL(/\/runs\//);
  expect(run.runId()).not.toBe(runId);
  await run.expectRunState("succeeded");
});

test("all that can be done to a run fits on a phone", async ({ page, api }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const runId = await api.submit({
    kind: "group",
    id: "g",
    children: [
      { kind: "task", id: "nap", task: "time.sleep", args: [60_000] },
      { kind: "task", id: "fail", task: "flow.fail" },
    ],
  });
  await page.goto(`/runs/${runId}`);
  const run = new RunPage(page);
  await run.expectState("fail", "failed");
  for (const name of ["Pause", "Revoke", "Retry", "More"]) {
    await expect(run.runButton(name)).toBeInViewport({ ratio: 1 });
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
  await run.runButton("Revoke").click();
  await run.expectState("nap", "revoked");
});
