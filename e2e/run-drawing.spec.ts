/** One drawing from before anything runs to the end: all of it is there, and it holds still. */
import type { Locator } from "@playwright/test";
import type { Workflow, WorkflowNode } from "@/core/node";
import { expect, test, type Api } from "./fixtures";
import { RunPage } from "./pages/RunPage";
import { startGate } from "./support/gate";

/** Where each of these is on the page. */
async function placesOf(nodes: Locator): Promise<{ [id: string]: string }> {
  const places = await nodes.evaluateAll((all) =>
    all.map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return [node.getAttribute("data-node-id"), [x, y, width, height].map(Math.round).join(" ")];
    }),
  );
  return Object.fromEntries(places) as { [id: string]: string };
}

const step = (id: string, task: string, ...args: (string | number)[]): WorkflowNode => ({
  ...{ kind: "task", id, task, args, immutable: true },
});

/** Waits at a gate, then does something of everything: succeeds, fails and is skipped, is optional. */
function gated(address: string): Workflow["root"] {
  return {
    kind: "chain",
    id: "all",
    children: [
      step("gate", "test.gate", address),
      {
        kind: "group",
        id: "group",
        children: [
          step("one", "math.add", 1, 2),
          { ...step("two", "flow.fail"), optional: true },
          { kind: "chain", id: "inner", children: [step("three", "math.add", 1, 1)] },
          step("report", "flow.progress", 3, 40),
        ],
      },
      step("last", "math.add", 2, 2),
    ],
  };
}

const settled = (api: Api, runId: string) => async () => (await api.snapshot(runId)).run.settled;

test("the whole plan is drawn before anything of it runs, and no state moves it", async ({
  page,
  api,
}) => {
  await using gate = await startGate();
  const runId = await api.submit(gated(gate.address), "Still");
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("gate", "running");
  const { nodes } = await api.snapshot(runId);
  const drawn = run.canvas.locator("[data-node-id]");
  await expect(drawn).toHaveCount(nodes.length);
  await run.expectState("last", "pending");
  const before = await placesOf(drawn);

  // Watched all along: nothing is elsewhere for a moment either.
  const watching = page.evaluate(
    (places) =>
      new Promise<string[]>((resolve) => {
        const moved = new Set<string>();
        const look = () => {
          for (const [id, place] of Object.entries(places)) {
            const box = document.querySelector(`[data-node-id="${id}"]`)?.getBoundingClientRect();
            const now = box && [box.x, box.y, box.width, box.height].map(Math.round).join(" ");
            if (now !== place) moved.add(`${id}: ${place} to ${now}`);
          }
          const isOver = document.querySelector('[data-run-state="succeeded"]') !== null;
          if (isOver) resolve([...moved]);
          else requestAnimationFrame(look);
        };
        look();
      }),
    before,
  );
  gate.open();
  await expect.poll(settled(api, runId)).toBe(true);
  await run.expectState("two", "failed");
  await run.expectState("last", "succeeded");
  expect(await watching).toEqual([]);
  expect(await placesOf(drawn)).toEqual(before);
});

test("copies of a map are drawn in the map, in order, when they are born", async ({
  page,
  api,
}) => {
  await using gate = await startGate();
  const root: Workflow["root"] = {
    kind: "chain",
    id: "all",
    children: [
      step("gate", "test.gate", gate.address),
      { kind: "task", id: "list", task: "flow.echo", args: [["a", "b", "c"]], immutable: true },
      { kind: "map", id: "each", body: { kind: "task", task: "text.upper" } },
      step("last", "math.add", 2, 2),
    ],
  };
  const runId = await api.submit(root, "Copies");
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectState("gate", "running");
  await expect(run.node("each")).toBeVisible();
  const before = await placesOf(run.canvas.locator('[data-node-id="gate"]'));
  gate.open();
  await run.expectRunState("succeeded");
  await run.expectDrawnAs(await api.snapshot(runId));
  const { nodes } = await api.snapshot(runId);
  const copies = nodes.filter(({ parentId }) => parentId === "each");
  expect(copies).toHaveLength(3);
  const frame = await run.node("each").boundingBox();
  let left = Number.NEGATIVE_INFINITY;
  for (const { id } of copies) {
    const box = await run.node(id).boundingBox();
    expect(box && frame && box.x >= frame.x && box.x + box.width <= frame.x + frame.width).toBe(
      true,
    );
    expect(box && frame && box.y >= frame.y && box.y + box.height <= frame.y + frame.height).toBe(
      true,
    );
    expect(box?.x).toBeGreaterThan(left);
    left = box?.x ?? 0;
  }
  // What was above stays where it was.
  expect(Object.keys(before)).toEqual(["gate"]);
});

test("what a step returns is drawn in its place, around what took it", async ({ page, api }) => {
  const root: Workflow["root"] = {
    kind: "chain",
    id: "all",
    children: [step("spawn", "flow.spawn", 3), step("last", "math.add", 2, 2)],
  };
  const runId = await api.submit(root, "Replaced");
  const run = new RunPage(page);
  await run.goto(runId);
  await run.expectRunState("succeeded");
  const snapshot = await api.snapshot(runId);
  const born = snapshot.nodes.filter(({ parentId }) => parentId === "spawn");
  expect(born.length).toBeGreaterThan(0);
  await run.expectDrawnAs(snapshot);
  const around = await run.node("spawn").boundingBox();
  const inside = await run.node(born[0]?.id ?? "").boundingBox();
  expect(around && inside && inside.y > around.y && inside.x >= around.x).toBe(true);
});
