/** What tells of a run to those who look elsewhere: the tab, a notification; and taking a step back. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const NAP = { kind: "task", id: "nap", task: "time.sleep", args: [60_000] } as const;
const nap = () => ({ ...NAP, args: [...NAP.args] });

/** Notifications that the page made, instead of the system's. */
const noted = (page: Page) => page.evaluate(() => (window as unknown as { noted: string[] }).noted);

test("the tab shows how far a run is and how it ended", async ({ page, api }) => {
  const runId = await api.submit({ kind: "group", id: "g", children: [nap()] }, "A nap");
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("nap", "running");
  await expect(page).toHaveTitle("0/1 · A nap · Espalier");
  const icon = page.locator("link[rel=icon][data-run-state]");
  await expect(icon).toHaveAttribute("data-run-state", "running");
  await expect(icon).toHaveAttribute("href", /^data:image\/svg\+xml/);
  await run.runButton("Revoke").click();
  await expect(page).toHaveTitle("Revoked · A nap · Espalier");
  await expect(icon).toHaveAttribute("data-run-state", "revoked");
  await page.getByRole("link", { name: "Workflows" }).click();
  await expect(page).toHaveTitle("Workflows · Espalier");
  await expect(icon).toHaveCount(0);
});

test("the tab tells of a pause and of a failure while others still run", async ({ page, api }) => {
  const fails = { kind: "task", id: "fail", task: "flow.fail" } as const;
  const runId = await api.submit({ kind: "group", id: "g", children: [nap(), fails] }, "A nap");
  const run = new RunPage(page);
  const icon = page.locator("link[rel=icon][data-run-state]");
  await run.goto(runId);
  await run.expectState("fail", "failed");
  await expect(page).toHaveTitle("1/2 failed · A nap · Espalier");
  await expect(icon).toHaveAttribute("data-run-state", "failed");
  await run.runButton("Pause").click();
  await expect(page).toHaveTitle("1/2 failed, paused · A nap · Espalier");
  await expect(icon).toHaveAttribute("data-run-state", "held");
  await api.mutate("runs.revoke", { runId });
  await expect(page).toHaveTitle("Failed · A nap · Espalier");
  await expect(icon).toHaveAttribute("data-run-state", "failed");
});

test("a browser that allows no notifications says so, and the bell stays off", async ({
  page,
  api,
}) => {
  await page.addInitScript(() => {
    const refuse = { permission: "denied", requestPermission: () => Promise.resolve("denied") };
    Object.assign(window, { Notification: Object.assign(class {}, refuse) });
  });
  const runId = await api.submit(nap(), "A nap");
  const run = new RunPage(page);
  await run.goto(runId);
  const bell = run.runButton("Notify me at the end");
  await bell.click();
  await expect(
    page.getByText("The browser does not allow notifications from this page"),
  ).toBeVisible();
  await expect(bell).toHaveAttribute("aria-pressed", "false");
  await api.mutate("runs.revoke", { runId });
});

test("a pause can be undone where it is told, and a resume too", async ({ page, api }) => {
  const runId = await api.submit(nap(), "A nap");
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("nap", "running");
  await run.runButton("Pause").click();
  await expect(page.getByText("Paused: what runs ends, nothing new starts")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Resumed")).toBeVisible();
  await expect(run.runButton("Pause")).toBeVisible();
  expect((await api.snapshot(runId)).run.paused).toBe(false);
  await api.mutate("runs.revoke", { runId });
});

test("the end of a run is notified to those who asked for it and look elsewhere", async ({
  page,
  api,
  context,
}) => {
  await context.grantPermissions(["notifications"]);
  await page.addInitScript(() => {
    const notes: string[] = [];
    Object.assign(window, { noted: notes });
    class Noted extends EventTarget {
      static permission = "granted";
      static requestPermission = () => Promise.resolve("granted");
      constructor(title: string, { body }: { body: string }) {
        super();
        notes.push(`${title}: ${body}`);
      }
    }
    Object.assign(window, { Notification: Noted });
    document.hasFocus = () => false;
  });
  const runId = await api.submit(nap(), "A nap");
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("nap", "running");
  const bell = run.runButton("Notify me at the end");
  await expect(bell).toHaveAttribute("aria-pressed", "false");
  await bell.click();
  await expect(bell).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(bell).toHaveAttribute("aria-pressed", "true");
  await run.expectState("nap", "running");
  expect(await noted(page)).toEqual([]);
  await api.mutate("runs.revoke", { runId });
  await expect.poll(() => noted(page)).toEqual(["A nap: Revoked: 1 step"]);
  // A run that had ended before one came is no news.
  await page.reload();
  await run.expectRunState("revoked");
  expect(await noted(page)).toEqual([]);
  // Nor is anything to those who want to hear no more.
  const quiet = await api.submit(nap(), "Another nap");
  await run.goto(quiet);
  await run.expectState("nap", "running");
  await bell.click();
  await expect(bell).toHaveAttribute("aria-pressed", "false");
  await api.mutate("runs.revoke", { runId: quiet });
  await run.expectRunState("revoked");
  expect(await noted(page)).toEqual([]);
});
