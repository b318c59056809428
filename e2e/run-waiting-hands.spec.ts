/** Why a node is not running when that has to do with queues and workers: an app of its own, whose worker has one slot. */
import type { Signature, SignatureOptions } from "@/core/node";
import { expect, test, type Api } from "./fixtures";
import { RunPage } from "./pages/RunPage";
import { startFreshApp, type FreshApp } from "./support/fresh-app";
import { startGate } from "./support/gate";

const hands = test.extend<object, { app: FreshApp }>({
  app: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
    async ({}, provide) => {
      const app = await startFreshApp({
        WORKER_CONCURRENCY: "1",
        WORKER_TASKS: "testing/gate-task.ts",
      });
      await provide(app);
      await app.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ app }, provide) => {
    await provide(app.address);
  },
});
hands.describe.configure({ mode: "serial" });

const echo = (id: string, options: SignatureOptions = {}): Signature => ({
  ...{ kind: "task", id, task: "flow.echo", options },
});
const gate = (id: string, address: string): Signature => ({
  ...{ kind: "task", id, task: "test.gate", kwargs: { address } },
});

function reasonsOf(run: RunPage) {
  const why = run.panel.getByRole("region", { name: "Why it is waiting" });
  return { why, reason: (name: string) => why.locator(`[data-reason="${name}"]`) };
}

const workerPid = async (api: Api): Promise<number> => {
  const workers = await api.query<{ pid: number }[]>("workers.list");
  return workers[0]?.pid ?? 0;
};

hands("a step behind busy workers says so, and when it expires", async ({ page, api }) => {
  await using door = await startGate();
  const runId = await api.submit({
    kind: "group",
    id: "g",
    children: [gate("busy", door.address), echo("next", { expiresMs: 3_600_000 })],
  });
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("busy", "running");
  await run.select("next");
  const { reason } = reasonsOf(run);
  await expect(reason("busy")).toHaveText(
    "All who could execute it are busy: 1 of 1 slots are taken.",
  );
  await expect(reason("queue")).toHaveText("It is the next in the queue default.");
  await expect(reason("expires")).toContainText(
    /revoked when nobody has started it in (1 h|59 min)/,
  );
  door.open();
  await run.expectRunState("succeeded");
});

hands("a step of a queue that is paused says so until it is resumed", async ({ page, api }) => {
  await api.mutate("queues.pause", { queue: "default" });
  const runId = await api.submit(echo("only"));
  const run = new RunPage(page);
  await run.goto(runId);
  // Before anything is selected it is said of the whole run.
  const { why, reason } = reasonsOf(run);
  await expect(reason("queue-paused")).toHaveText("The queue default is paused, for all runs.");
  await run.select("only");
  await expect(reason("queue-paused")).toBeVisible();
  await expect(reason("queue")).toHaveText("It is the next in the queue default.");
  await api.mutate("queues.resume", { queue: "default" });
  await run.expectState("only", "succeeded");
  await expect(why).toHaveCount(0);
});

hands("a copy of a map waits for its turn in the window", async ({ page, api }) => {
  await using door = await startGate();
  const runId = await api.submit({
    kind: "map",
    id: "each",
    over: [door.address, door.address],
    window: 1,
    body: { kind: "task", id: "one", task: "test.gate" },
  });
  const run = new RunPage(page);
  await run.goto(runId);
  const copies = async (state: string) => {
    const { nodes } = await api.snapshot(runId);
    return nodes.filter((node) => node.parentId === "each" && node.state === state);
  };
  await expect.poll(async () => (await copies("running")).length).toBe(1);
  await run.select((await copies("pending"))[0]?.id ?? "");
  const { reason } = reasonsOf(run);
  await expect(reason("before")).toContainText("which has 1 copy under way at most. Under way:");
  door.open();
  await run.expectRunState("succeeded");
});

hands("a step whose worker is gone says so, and that it was lost before", async ({ page, api }) => {
  // Its lease has to end.
  hands.setTimeout(120_000);
  await using door = await startGate();
  const runId = await api.submit(gate("held", door.address));
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("held", "running");
  await run.select("held");
  // The next worker of this app must not be there first.
  await api.mutate("queues.pause", { queue: "default" });
  process.kill(await workerPid(api), "SIGKILL");
  const lost = run.panel.locator('[data-reason="worker-lost"]');
  await expect(lost).toContainText(/is not heard of any more. The step is taken from it/, {
    timeout: 40_000,
  });
  await expect(run.node("held")).toHaveAttribute("data-state", "queued", { timeout: 40_000 });
  const { reason } = reasonsOf(run);
  await expect(reason("lost-before")).toHaveText(
    "1 worker in a row was lost while it ran. A step that goes on like that fails.",
  );
  await api.mutate("queues.resume", { queue: "default" });
  door.open();
  await run.expectRunState("succeeded");
});
