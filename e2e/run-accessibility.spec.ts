/** What axe can tell of the states that the page of a run has besides a usual one: large, away, gone. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Workflow, WorkflowNode } from "@/core/node";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";
import { startCuttableProxy } from "./support/cuttable-proxy";

test.use({ toleratedError: /net::ERR_|Failed to load resource/ });

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

const member = (id: string, fails: boolean): WorkflowNode => ({
  ...{ kind: "task", id, task: fails ? "flow.fail" : "math.add" },
  ...{ args: fails ? [] : [1, 2], immutable: true },
});

/** A stack of 120 in which two fail, and so many groups that all is a picture from far. */
const LARGE: Workflow["root"] = {
  kind: "chain",
  id: "all",
  children: [
    {
      ...{ kind: "group", id: "stack", name: "Many", optional: true },
      children: Array.from({ length: 120 }, (_, at) => member(`s${at}`, at === 7 || at === 80)),
    },
    ...Array.from({ length: 16 }, (_, lane): WorkflowNode => ({
      ...{ kind: "group", id: `l${lane}` },
      children: Array.from({ length: 24 }, (_, at) => member(`l${lane}-${at}`, false)),
    })),
  ],
};

async function expectNoFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
  );
  expect(findings).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of SIZES) {
    test(`axe finds nothing on runs that are large, away or gone, ${colorScheme}, ${viewport.width} wide`, async ({
      browser,
      api,
      baseURL,
    }) => {
      // Four pages, one of them of 500 nodes, each looked through by axe.
      test.setTimeout(120_000);
      const context = await browser.newContext({
        ...{ colorScheme, viewport, reducedMotion: "reduce" },
        baseURL: baseURL ?? "",
      });
      const page = await context.newPage();
      const run = new RunPage(page);
      const proxy = await startCuttableProxy(baseURL ?? "");
      try {
        const runId = await api.submit(LARGE, "Large");
        await expect.poll(async () => (await api.snapshot(runId)).run.settled).toBe(true);
        await page.goto(`/runs/${runId}?node=stack`);
        // On a phone the sheet of the node hides all else from roles.
        await expect(page.locator("[data-node-id]").first()).toBeAttached();
        await expectNoFindings(page);

        const stackId = await api.submit(
          { kind: "group", id: "stack", name: "Many", children: [...stackOf(LARGE)] },
          "A stack",
        );
        await expect.poll(async () => (await api.snapshot(stackId)).run.settled).toBe(true);
        await page.goto(`${proxy.address}/runs/${stackId}`);
        await expect(run.canvas.getByRole("button", { name: /2 failed/ })).toBeVisible();
        await expectNoFindings(page);
        proxy.cut();
        const mark = page.locator("[data-connection]");
        await expect(mark).toHaveAttribute("data-connection", "disconnected");
        await expectNoFindings(page);

        await page.goto("/runs/r_isnotthere");
        await expect(page.getByRole("heading").first()).toBeVisible();
        await expectNoFindings(page);
      } finally {
        await context.close();
        await proxy.close();
      }
    });
  }
}

function stackOf(root: Workflow["root"]): WorkflowNode[] {
  const first = root.kind === "chain" ? root.children[0] : undefined;
  return first?.kind === "group" ? first.children : [];
}
