/** The panel of a node: where arguments came from, results as what they are, attempts, logs, copies. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("arguments are told by parameter, with where each came from", async ({ page, api }) => {
  const runId = await api.submit({
    kind: "chord",
    id: "chord",
    header: ["a", "b"].map((id) => ({ kind: "task", id, task: "flow.echo", args: [id] })),
    body: { kind: "task", id: "join", task: "text.join", label: "Join all" },
  });
  await api.resultOf(runId);
  const run = new RunPage(page);
  await run.goto(runId);
  await run.select("join");
  await run.openTab("Arguments");
  const parts = run.panel.locator('[data-parameter="parts"]');
  await expect(parts).toContainText("from flow.echo, flow.echo");
  await expect(parts).toContainText('"a"');
  const separator = run.panel.locator('[data-parameter="separator"]');
  await expect(separator).toContainText("the task's own default");
  await expect(separator).toContainText('" "');
  await parts.getByRole("button", { name: "flow.echo" }).first().click();
  await expect(run.row("a")).toHaveAttribute("aria-selected", "true");
  await run.openTab("Arguments");
  await expect(run.panel.locator('[data-parameter="value"]')).toContainText("given by position");
});

test.describe("a page that wants to run a script", () => {
  // The browser says that it refused.
  test.use({ toleratedError: /Blocked script execution/ });
  test("is shown without it", async ({ page, api }) => {
    const html = "<h1>Hello</h1><script>parent.document.title = 'stolen'</script>";
    const value = { html, totals: { words: 3 } };
    const runId = await api.submit({
      kind: "task",
      id: "report",
      task: "flow.echo",
      args: [value],
    });
    await api.resultOf(runId);
    const run = new RunPage(page);
    await run.goto(runId);
    await run.select("report");
    await run.openTab("Result");
    const report = run.panel.locator("iframe");
    await expect(report).toHaveAttribute("sandbox", "");
    await expect(report.contentFrame().getByRole("heading", { name: "Hello" })).toBeVisible();
    await expect(run.result).toContainText('"words":');
    await expect(page).not.toHaveTitle("stolen");
  });
});

test("results are shown as what they are", async ({ page, api }) => {
  const echo = (id: string, value: unknown) => ({
    ...({ kind: "task", task: "flow.echo" } as const),
    id,
    kwargs: { value: value as string },
  });
  const runId = await api.submit({
    kind: "group",
    id: "g",
    children: [
      echo("picture", PIXEL),
      echo("table", [
        { path: "a.md", words: 3 },
        { path: "b.md", words: 4 },
      ]),
      echo("tree", { deep: { deeper: { list: [1, 2, 3] } } }),
    ],
  });
  await api.resultOf(runId);
  const run = new RunPage(page);
  await run.goto(runId);
  await run.select("picture");
  await run.openTab("Result");
  await expect(run.panel.getByRole("img", { name: "Image" })).toHaveAttribute("src", PIXEL);

  await run.select("table");
  await run.openTab("Result");
  const rows = run.panel.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(2)).toContainText("b.md");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await run.nodeButton("As data").click();
  await expect(run.result).toContainText('"b.md"');

  await run.select("tree");
  await run.openTab("Result");
  const tree = run.panel.getByRole("tree", { name: "Result" });
  await expect(tree).toContainText('"deep":');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await run.nodeButton("Result as text").click();
  await expect(run.panel.locator('pre[aria-label="Result"]')).toContainText('"list": [');
});

test("attempts are listed with their reason, and errors with their stack", async ({
  page,
  api,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const runId = await api.submit({
    kind: "task",
    id: "fail",
    task: "flow.fail",
    args: ["No such file"],
    options: { attempts: 3, backoff: { type: "fixed", delayMs: 1 } },
  });
  await api.resultOf(runId);
  const run = new RunPage(page);
  await run.goto(runId);
  await run.select("fail");
  const error = run.panel.getByRole("group", { name: "Error" });
  await expect(error).toContainText("No such file");
  await error.getByText("Stack").first().click();
  await expect(error.locator("pre")).toContainText("flow-fail");
  await error.getByRole("button", { name: "Copy the error" }).click();
  await expect(error.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  expect(await copied()).toContain("Error: No such file");
  await run.nodeButton("Copy a link to this node").click();
  await expect.poll(copied).toContain(`/runs/${runId}?node=fail`);
  await expect(run.panel.getByText("3 of 3")).toBeVisible();
  await expect(run.nodeButton("Copy the idempotency key")).toBeVisible();

  await run.openTab("Attempts");
  const attempts = run.panel.locator("[data-attempt]");
  await expect(attempts).toHaveCount(3);
  await expect(attempts.first()).toContainText("attempt 3");
  await expect(attempts.last()).toContainText("No such file");
});

test("each attempt tells how long it waited and how long it ran, and where", async ({
  page,
  api,
}) => {
  const runId = await api.submit({
    kind: "task",
    id: "fail",
    task: "flow.fail",
    args: ["Not yet", 1],
    options: { attempts: 2, backoff: { type: "fixed", delayMs: 1 } },
  });
  await api.resultOf(runId);
  const run = new RunPage(page);
  // A link leads to the node.
  await page.goto(`/runs/${runId}?node=fail`);
  await expect(run.row("fail")).toHaveAttribute("aria-selected", "true");
  const { worker = "", queuedAt = 0, attemptStartedAt = 0 } = await api.node(runId, "fail");
  expect(attemptStartedAt).toBeGreaterThanOrEqual(queuedAt);
  await expect(run.panel.getByRole("term").filter({ hasText: /^Queued$/ })).toBeVisible();
  await expect(run.panel.getByRole("term").filter({ hasText: /^Ran$/ })).toBeVisible();
  await expect(run.panel.getByRole("link", { name: worker })).toBeVisible();
  await run.openTab("Attempts");
  const attempts = run.panel.locator("[data-attempt]");
  await expect(attempts).toHaveCount(2);
  for (const [index, outcome] of ["Succeeded", "Failed"].entries()) {
    const attempt = attempts.nth(index);
    await expect(attempt).toContainText(outcome);
    await expect(attempt).toContainText(/Queued .*Ran /);
    await expect(attempt).toContainText(`on ${worker}`);
  }
});

test("a running step tells how far it is, and that it is asked to stop", async ({ page, api }) => {
  const runId = await api.submit({
    ...{ kind: "task", id: "steps", task: "flow.progress", args: [100_000, 50] },
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("steps", "running");
  await run.select("steps");
  const progress = run.panel.getByRole("progressbar", { name: "Progress" });
  await expect(progress).toHaveAttribute("max", "100000");
  await expect.poll(async () => Number(await progress.getAttribute("value"))).toBeGreaterThan(1);
  await expect(run.panel.getByText(/^Step \d+ of 100000$/)).toBeVisible();
  await run.openTab("Logs");
  await expect(run.panel.getByRole("log")).toContainText("Step 2 of 100000 is done.");
  await run.nodeButton("Revoke").click();
  await run.expectState("steps", "revoked");
  await run.openTab("Overview");
  await expect(run.panel.getByText("Revoked by a person.")).toBeVisible();
});

test("logs can be searched while they come, and stand with the attempt that wrote them", async ({
  page,
  api,
}) => {
  const runId = await api.submit({
    kind: "task",
    id: "steps",
    task: "flow.progress",
    args: [12, 10],
  });
  await api.resultOf(runId);
  const run = new RunPage(page);
  await run.goto(runId);
  await run.select("steps");
  await run.openTab("Logs");
  const log = run.panel.getByRole("log");
  await expect(log).toContainText("Step 12 of 12 is done.");
  await run.panel.getByRole("searchbox", { name: "Search the logs" }).fill("step 1 of");
  await expect(run.panel.getByRole("status")).toHaveText("1 of 12");
  await expect(log.locator("mark")).toHaveText("Step 1 of");
  await expect(log).not.toContainText("Step 2 of 12");
  await run.panel.getByRole("searchbox", { name: "Search the logs" }).fill("nowhere");
  await expect(log).toContainText("No line has “nowhere” in it.");

  await run.openTab("Attempts");
  await run.nodeButton("Show 12 log lines").click();
  await expect(run.panel.locator("[data-attempt]")).toContainText("Step 7 of 12 is done.");
});
