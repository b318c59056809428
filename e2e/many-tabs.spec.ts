/** T44: more tabs than a browser has connections to one server. */
import type { Signature } from "@/core/node";
import { test } from "./fixtures";
import { RunPage } from "./pages/RunPage";

const TABS = 12;

test("T44: twelve tabs of runs are all usable, and live when they are looked at", async ({
  context,
  api,
}) => {
  test.slow();
  const nap: Signature = { kind: "task", id: "nap", task: "time.sleep", args: [600_000] };
  const pages: RunPage[] = [];
  for (let tab = 0; tab < TABS; tab += 1) {
    const runId = await api.submit(nap, `Tab ${tab}`);
    const run = new RunPage(await context.newPage());
    await run.goto(runId);
    await run.expectState("nap", "running");
    pages.push(run);
  }
  for (const run of [...pages].reverse().slice(0, 3)) {
    await run.page.bringToFront();
    await run.header.click({ position: { x: 2, y: 2 } });
    await run.expectLive();
    // A browser that has no connection left would wait with this, too.
    await api.mutate("runs.revoke", { runId: run.runId() });
    await run.expectRunState("revoked");
    await run.expectState("nap", "revoked");
  }
  await Promise.all(pages.map(({ page }) => page.close()));
});
