/** T32: text of others is text, wherever a page shows it. */
import type { WorkflowNode } from "@/core/node";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const MARKUP = `</script><script>window.taken=1</script><img src=x onerror="window.taken=1"><svg onload="window.taken=1">`;
const TURNED = "safe\u202etxt.exe";
const COLOURED = "\u001b[31mred\u001b]0;title\u0007";
const HOSTILE = [MARKUP, TURNED, COLOURED, "{{7*7}}", "javascript:window.taken=1"].join(" ");

const root: WorkflowNode = {
  kind: "group",
  id: "all",
  label: HOSTILE,
  children: [
    { kind: "task", id: "give", label: MARKUP, task: "flow.echo", args: [{ [MARKUP]: HOSTILE }] },
    { kind: "task", id: "fail", label: TURNED, task: "flow.fail", args: [HOSTILE] },
  ],
};

test("T32: markup, escapes and turned text in names, results and errors do nothing", async ({
  page,
  api,
}) => {
  page.on("dialog", () => {
    throw new Error("A dialog opened");
  });
  const expectInert = async () => {
    expect(await page.evaluate(() => "taken" in window)).toBe(false);
    await expect(page.locator("img[src='x'], svg[onload], [onerror]")).toHaveCount(0);
  };
  const runId = await api.submit(root, HOSTILE.slice(0, 190));
  await api.resultOf(runId);
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectRunState("failed");
  await expectInert();

  await run.select("give");
  await run.openTab("Result");
  await expect(run.panel).toContainText("window.taken=1");
  await expectInert();

  await run.select("fail");
  await expect(run.panel).toContainText("onerror=");
  await expectInert();

  await page.goto("/runs");
  await expect(page.getByText("</script><script>", { exact: false }).first()).toBeVisible();
  await expectInert();
});
