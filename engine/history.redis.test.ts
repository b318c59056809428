/** Looking back at a run: all events that are kept, page by page, and what they fold to. */
import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/core/events";
import { RunHistory } from "@/core/run-at";
import { viewFromSnapshot } from "@/core/run-view";
import { call, chain, group, step } from "@/testing/nodes";
import { testApp, type TestApp } from "@/testing/workers";

const spread = chain(
  step("a", "ident", [0, 1, 0]),
  { kind: "map", id: "m", body: call("flaky") },
  step("z", "ident"),
);

async function allPages(app: TestApp, runId: string, limit: number): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  let after = 0;
  for (;;) {
    const page = await app.engine.history({ runId, after, limit });
    expect(page.events.length).toBeLessThanOrEqual(limit);
    events.push(...page.events);
    after = page.through;
    if (after >= page.last) return events;
  }
}

describe("the history of a run", () => {
  it("leads from the submission to what is so now, also over births and retries", async () => {
    await using app = await testApp();
    const run = await app.run(spread);
    await app.engine.retry({ runId: run.id, nodeId: "a", scope: "from" });
    await run.settled();
    const events = await allPages(app, run.id, 3);
    expect(events[0]).toMatchObject({ type: "run.submitted", seq: 1 });
    const now = viewFromSnapshot(await app.engine.getRun(run.id));
    const history = new RunHistory(now);
    history.append(events);
    const born = events.findIndex(({ type }) => type === "nodes.born");
    expect(history.seek(born).view.nodes.has("m.0")).toBe(false);
    expect(history.seek(born + 1).view.nodes.has("m.0")).toBe(true);
    const { view } = history.seek(events.length);
    const shown = (each: typeof view) =>
      [...each.nodes.values()].map(({ id, state, attempt, epoch }) => [id, state, attempt, epoch]);
    expect(shown(view)).toEqual(shown(now));
    expect(view.run.state).toBe(now.run.state);
  });

  it("says from which event on it is kept", async () => {
    await using app = await testApp();
    const run = await app.run(group(step("a", "ident", 1), step("b", "ident", 2)));
    const { services } = app;
    const before = await app.engine.history({ runId: run.id, limit: 100 });
    expect(before.first).toBe(1);
    await services.redis.xtrim(services.keys.runKey(run.id, "events"), "MAXLEN", 3);
    const after = await app.engine.history({ runId: run.id, limit: 100 });
    expect(after).toMatchObject({
      first: before.last - 2,
      through: before.last,
      last: before.last,
    });
    expect(after.events).toEqual(before.events.slice(-3));
  });

  it("is refused for a run that is not there", async () => {
    await using app = await testApp({ workers: 0 });
    await expect(app.engine.history({ runId: "none", limit: 1 })).rejects.toMatchObject({
      code: "RUN_NOT_FOUND",
    });
  });
});
