/** From an empty page to a result, by mouse and by keys alone. */
import { expect, test } from "./fixtures";
import { EditorPage } from "./pages/EditorPage";
import { RunPage } from "./pages/RunPage";
import { RunsPage } from "./pages/RunsPage";
import { startGate } from "./support/gate";

test("a chord drawn with the mouse runs live and shows its sum", async ({ page }) => {
  const editor = new EditorPage(page);
  await editor.goto();

  await page.getByRole("button", { name: "Add the first task" }).click();
  await editor.pick("math.add");
  await editor.select(editor.node("math.add"));
  await editor.fill({ x: "4", y: "5" });

  await editor.node("math.add").hover();
  await editor.slot("Alongside add").click();
  // It runs until it was seen running.
  await using gate = await startGate();
  await editor.pick("test.gate");
  await editor.select(editor.node("test.gate"));
  await editor.fill({ address: gate.address, value: "33" });

  await editor.select(editor.node("Group"));
  await editor.slot("Join, after Group").click();
  await editor.pick("math.sum");
  await expect(editor.node("Chord")).toBeVisible();
  await expect(editor.row("sum, body")).toBeVisible();

  await page.getByLabel("Name of the workflow").fill("A chord by mouse");
  await editor.run();

  const run = new RunPage(page);
  const loads: string[] = [];
  page.on("framenavigated", (frame) => loads.push(frame.url()));
  await expect(page.getByRole("heading", { name: "A chord by mouse" })).toBeVisible();
  const gated = run.canvas.locator("[data-node-id]", { hasText: "test.gate" }).last();
  const sum = run.canvas.locator("[data-node-id]", { hasText: "math.sum" }).last();
  await expect(gated).toHaveAttribute("data-state", "running");
  await expect(sum).toHaveAttribute("data-state", "pending");
  gate.open();
  await expect(sum).toHaveAttribute("data-state", "succeeded");
  await run.expectRunState("succeeded");
  expect(loads, "nothing was loaded again").toEqual([]);

  await sum.click();
  await run.openTab("Result");
  await expect(run.result).toHaveText("42");
});

test("a chord drawn by keys alone runs and shows its sum", async ({ page }) => {
  const editor = new EditorPage(page);
  const { keyboard } = page;
  await editor.goto();

  await editor.tabTo(page.getByRole("button", { name: "Add the first task" }));
  await keyboard.press("Enter");
  await editor.pickByKeys("math.add");
  await expect(editor.node("math.add")).toBeFocused();
  await keyboard.press("Enter");
  await expect(editor.field("x")).toBeFocused();
  await keyboard.type("2");
  await keyboard.press("Tab");
  await expect(editor.field("y")).toBeFocused();
  await keyboard.type("3");
  await editor.tabTo(editor.node("math.add"), "Shift+Tab");

  await keyboard.press("p");
  await editor.pickByKeys("math.mul");
  await expect(editor.node("math.mul")).toBeFocused();
  await keyboard.press("Enter");
  await expect(editor.field("x")).toBeFocused();
  await keyboard.type("6");
  await keyboard.press("Tab");
  await keyboard.type("7");
  await editor.tabTo(editor.node("math.mul"), "Shift+Tab");

  await keyboard.press("j");
  await editor.pickByKeys("math.sum");
  await expect(editor.node("math.sum")).toBeFocused();
  await expect(editor.node("Chord")).toBeVisible();

  await keyboard.press("Control+z");
  await expect(editor.node("math.sum")).toHaveCount(0);
  await keyboard.press("Control+Shift+z");
  await expect(editor.node("math.sum")).toBeVisible();

  await keyboard.press("Control+Enter");
  await page.waitForURL(/\/runs\/[^/]+$/);

  const run = new RunPage(page);
  await run.expectRunState("succeeded");
  // The outline is one stop on the way of the Tab key; arrows walk it.
  await editor.tabTo(run.outline);
  await keyboard.press("Home");
  await keyboard.press("End");
  await expect(run.panel.getByRole("heading", { name: "math.sum" })).toBeVisible();
  await editor.tabTo(run.panel.getByRole("tab", { name: "Overview" }));
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  await expect(run.panel.getByRole("tab", { name: "Result" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await expect(run.result).toHaveText("47");
});

test("a run shows up and changes in the list of runs without a reload", async ({ page, api }) => {
  const runs = new RunsPage(page);
  await api.submit({ kind: "task", task: "flow.echo" }, "One before");
  await runs.goto();
  await expect(page.locator("[data-connection]")).toHaveAttribute("data-connection", "live");
  const runId = await api.submit({ kind: "task", id: "nap", task: "time.sleep", args: [60_000] });
  await runs.expectState(runId, "running");
  await api.mutate("runs.revoke", { runId });
  await runs.expectState(runId, "revoked");
});
