/** What axe can tell by itself, on every page, in both colour schemes, on a desk and on a phone. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Workflow } from "@/core/node";
import { expect, test, type Api } from "./fixtures";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** A run with a node in every state that stays as it is, and one that runs. */
const MIXED: Workflow["root"] = {
  kind: "group",
  id: "all",
  name: "All kinds",
  children: [
    { kind: "task", id: "done", task: "flow.echo", args: [1] },
    {
      kind: "chain",
      id: "chain",
      children: [
        { kind: "task", id: "fail", task: "flow.fail" },
        { kind: "task", id: "never", task: "text.upper" },
      ],
    },
    { kind: "task", id: "nap", label: "A long nap", task: "time.sleep", args: [60_000] },
    { kind: "task", id: "later", task: "flow.echo", args: [2], options: { delayMs: 60_000 } },
  ],
};

async function submitMixed(api: Api): Promise<string> {
  const runId = await api.submit(MIXED, "All kinds of states");
  await expect.poll(async () => (await api.node(runId, "fail")).state).toBe("failed");
  await expect.poll(async () => (await api.node(runId, "nap")).state).toBe("running");
  return runId;
}

async function expectNoFindings(page: Page): Promise<void> {
  // A report is a document of the task's own.
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
  );
  expect(findings).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of SIZES) {
    test.describe(`${colorScheme}, ${viewport.width} pixels wide`, () => {
      // Colours are measured at rest.
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: "reduce" } });

      test("axe finds nothing on a saved workflow, its revisions and what can be done with it", async ({
        page,
        api,
      }) => {
        const workflow = { version: 1, name: "Held to axe", root: MIXED };
        const { id } = await api.mutate<{ id: string }>("workflows.save", { workflow });
        const root = { ...MIXED, children: "children" in MIXED ? MIXED.children.slice(1) : [] };
        const changed = { ...workflow, root };
        await api.mutate("workflows.save", { id, baseRevision: 1, workflow: changed });
        await page.goto("/workflows");
        await expect(page.locator(`[data-workflow-id="${id}"]`)).toBeVisible();
        await expectNoFindings(page);
        await page.goto(`/workflows/${id}`);
        await page.getByRole("button", { name: "Saving: Saved" }).click();
        await expect(page.getByRole("dialog", { name: "Saved" })).toBeVisible();
        await expectNoFindings(page);
        await page.goto(`/workflows/${id}?revision=2`);
        await expect(page.getByText("1 removed", { exact: true })).toBeVisible();
        await expectNoFindings(page);
        await page.getByRole("combobox", { name: "Show as" }).click();
        await page.getByRole("option", { name: "Text" }).click();
        await expect(page.getByRole("textbox", { name: "JSON of revision 2" })).toBeVisible();
        await expectNoFindings(page);
      });

      test("axe finds nothing on the lists of runs, workflows, tasks and workers", async ({
        page,
        api,
      }) => {
        const runId = await submitMixed(api);
        await page.goto("/runs");
        await expect(page.locator(`[data-run-id="${runId}"]`)).toBeVisible();
        await expectNoFindings(page);
        await api.mutate("runs.revoke", { runId });
        await page.goto("/workflows");
        await expect(page.getByText("Word count of a folder").first()).toBeVisible();
        await expectNoFindings(page);
        await page.goto("/tasks");
        await expect(page.getByText("math.").first()).toBeVisible();
        await expectNoFindings(page);
        await page.goto("/workers");
        await expect(page.getByText("default").first()).toBeVisible();
        await expectNoFindings(page);
      });

      test("axe finds nothing in the editor, empty and with a drawing", async ({ page }) => {
        await page.goto("/workflows/new");
        await expect(page.getByRole("button", { name: "Add the first task" })).toBeVisible();
        await expectNoFindings(page);
        await page.goto("/workflows/new?example=word-count");
        const node = page.locator('[data-node-id="list"]');
        await node.click();
        await expect(node).toHaveAttribute("aria-pressed", "true");
        await expectNoFindings(page);
      });

      test("axe finds nothing in what opens over the editor", async ({ page }) => {
        await page.goto("/workflows/new?example=word-count");
        const node = page.locator('[data-node-id="list"]');
        await node.click();
        await expect(node).toHaveAttribute("aria-pressed", "true");
        await page.keyboard.press("Control+k");
        await expect(page.getByRole("option").first()).toBeVisible();
        await expectNoFindings(page);
        await page.getByRole("combobox", { name: /^Search commands/ }).fill("nothing fits this");
        await expect(page.getByText("Nothing fits")).toBeVisible();
        await expectNoFindings(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
        await node.focus();
        await page.keyboard.press("?");
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectNoFindings(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
        await node.focus();
        await page.keyboard.press("m");
        await expect(page.getByRole("button", { name: "Drop here" })).toBeVisible();
        await expectNoFindings(page);
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Theme" }).click();
        await expect(page.getByRole("menu")).toBeVisible();
        await expectNoFindings(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("menu")).toHaveCount(0);
      });

      test("axe finds nothing in menus, lists, sheets and tabs of the inspector", async ({
        page,
      }) => {
        const isPhone = viewport.width < 768;
        await page.goto("/workflows/new?example=word-count");
        const node = page.locator('[data-node-id="list"]');
        await node.click();
        await expect(node).toHaveAttribute("aria-pressed", "true");
        await node.click({ button: "right" });
        await expect(page.getByRole("menu")).toBeVisible();
        await expectNoFindings(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("menu")).toHaveCount(0);

        if (isPhone) {
          await page.getByRole("button", { name: "Outline", exact: true }).click();
          await expect(page.getByRole("treeitem").first()).toBeVisible();
          await expectNoFindings(page);
          await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
          await page.getByRole("button", { name: "Add", exact: true }).click();
          await expect(page.getByRole("option").first()).toBeVisible();
          await expectNoFindings(page);
          await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
          await expect(page.getByRole("dialog")).toHaveCount(0);
          await page.getByRole("button", { name: "Edit", exact: true }).click();
        }
        const inspector = isPhone
          ? page.getByRole("dialog", { name: "Node" })
          : page.getByRole("complementary", { name: "Inspector" });
        await inspector.getByRole("button", { name: "More" }).click();
        await expect(page.getByRole("menu")).toBeVisible();
        await expectNoFindings(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("menu")).toHaveCount(0);
        await inspector.getByRole("combobox", { name: "Backoff" }).click();
        await expect(page.getByRole("option", { name: "Exponential" })).toBeVisible();
        await expectNoFindings(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("listbox", { name: "Backoff" })).toHaveCount(0);
        await inspector.getByRole("tab", { name: "Test", exact: true }).click();
        await expect(inspector.getByRole("tabpanel")).toContainText("Runs this task by itself");
        await expectNoFindings(page);
        await inspector.getByRole("tab", { name: "JSON", exact: true }).click();
        await expect(page.getByRole("textbox", { name: "JSON of the node" })).toBeVisible();
        await expectNoFindings(page);
      });

      test("axe finds nothing in the list of problems, with something to mend", async ({
        page,
      }) => {
        await page.goto("/workflows/new");
        await expect(page.getByRole("button", { name: "Add the first task" })).toBeVisible();
        for (const task of ["math.add", "text.upper"]) {
          await page.keyboard.press("Control+k");
          await page.getByRole("combobox", { name: /^Search commands/ }).fill(task);
          await expect(page.getByRole("option", { name: new RegExp(`^${task}`) })).toBeVisible();
          await page.keyboard.press("Enter");
          await expect(page.getByRole("dialog")).toHaveCount(0);
        }
        await page.getByRole("button", { name: /^2 errors, 1 warning/ }).click();
        await expect(page.getByRole("list", { name: "All problems" })).toBeVisible();
        await expect(page.getByRole("button", { name: "Make immutable" })).toBeVisible();
        await expectNoFindings(page);
      });

      test("axe finds nothing on the page of a run, with a node's panel and with the preview of a retry", async ({
        page,
        api,
      }) => {
        const runId = await submitMixed(api);
        await page.goto(`/runs/${runId}`);
        await expect(page.locator('[data-node-id="fail"]')).toBeVisible();
        await expectNoFindings(page);
        await page.goto(`/runs/${runId}?node=fail`);
        await expect(page.getByRole("tab", { name: "Overview" })).toBeVisible();
        await expectNoFindings(page);
        await page.getByRole("tab", { name: "Arguments" }).click();
        await expect(page.getByText("the task's own default").first()).toBeVisible();
        await expectNoFindings(page);
        await page.getByRole("button", { name: "Retry", exact: true }).last().click();
        await expect(page.getByRole("region", { name: "Will run" })).toBeVisible();
        await expectNoFindings(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("region", { name: "Will run" })).toHaveCount(0);
        await page.keyboard.press("Control+k");
        await expect(page.getByRole("option").first()).toBeVisible();
        await expectNoFindings(page);
        await api.mutate("runs.revoke", { runId });
      });
    });
  }
}
