/** A page that was reloaded or cut off shows in the end what happened, all of it. */
import type { WorkflowNode } from "@/core/node";
import { expect, test } from "./fixtures";
import { RunPage } from "./pages/RunPage";
import { startCuttableProxy } from "./support/cuttable-proxy";

/** Reports all along on one lane while steps start and end on the other. */
function busy(steps: number): WorkflowNode {
  const napping = Array.from({ length: steps }, (_, index) => ({
    kind: "task" as const,
    id: `nap-${index}`,
    task: "time.sleep",
    args: [150],
    immutable: true,
  }));
  return {
    kind: "group",
    id: "all",
    children: [
      { kind: "task", id: "report", task: "flow.progress", kwargs: { steps, ms: 150 } },
      { kind: "chain", id: "naps", children: napping },
    ],
  };
}

test("a page that is reloaded in mid-run comes back live and sees the end", async ({
  page,
  api,
}) => {
  const runId = await api.submit(busy(40));
  const run = new RunPage(page);
  await run.goto(runId);
  await expect(run.node("report")).toContainText(/Step \d+ of 40/);

  await page.reload();
  await run.expectLive();
  await run.expectState("report", "running");
  await expect(run.node("report")).toContainText(/Step \d+ of 40/);
  await run.expectRunState("succeeded");
  await run.expectDrawnAs(await api.snapshot(runId));
});

test.describe("a stream that is cut", () => {
  // What a browser says of connections that break.
  test.use({ toleratedError: /net::ERR_|Failed to load resource/ });

  test("goes on where it ended, and no event is lost", async ({ page, api, baseURL }) => {
    const proxy = await startCuttableProxy(baseURL ?? "");
    try {
      const runId = await api.submit(busy(40));
      const run = new RunPage(page);
      await page.goto(`${proxy.address}/runs/${runId}`);
      await run.expectLive();
      await run.expectState("nap-2", "succeeded");
      await expect(run.node("report")).toContainText(/Step \d+ of 40/);
      const { cursor } = await api.snapshot(runId);

      proxy.cut();
      await expect(page.locator("[data-connection]")).toHaveAttribute(
        "data-connection",
        "reconnecting",
      );
      // Much happens that the page cannot see.
      const drawn = await run.canvas
        .locator('[data-node-id^="nap-"][data-state="succeeded"]')
        .count();
      const unseen = `nap-${drawn + 8}`;
      await expect
        .poll(async () => (await api.node(runId, unseen)).state, { timeout: 20_000 })
        .toBe("succeeded");
      await run.expectState(unseen, "pending");
      proxy.mend();

      await run.expectLive();
      await run.expectState(unseen, "succeeded");
      await run.expectRunState("succeeded");
      const end = await api.snapshot(runId);
      await run.expectDrawnAs(end);

      // The page folded events all along: it took no second snapshot to catch up.
      expect(proxy.snapshots).toBe(1);
      const [first, ...later] = proxy.connections;
      expect(later.length).toBeGreaterThan(0);
      expect(first?.lastEventId).toBeNull();
      expect(later.every(({ lastEventId }) => lastEventId !== null)).toBe(true);
      const received = new Set(proxy.connections.flatMap(({ seqs }) => seqs));
      const from = Math.min(...received);
      expect(seqOf(cursor)).toBeGreaterThan(from);
      const missing: number[] = [];
      for (let seq = from; seq <= seqOf(end.cursor); seq += 1)
        if (!received.has(seq)) missing.push(seq);
      expect(missing, "events that never came").toEqual([]);
    } finally {
      await page.close();
      await proxy.close();
    }
  });
});

function seqOf(cursor: string): number {
  return Number(cursor.slice(cursor.lastIndexOf(":") + 1));
}
