/** Maps: how many copies run at once, and what fails them. */
import { describe, expect, it } from "vitest";
import type { Json, MapNode, WorkflowNode } from "@/core/node";
import { call, chain, group, step, times } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const spread = (body: WorkflowNode, more: Partial<MapNode> = {}): MapNode => ({
  kind: "map",
  body,
  ...more,
});

describe("a map", () => {
  it("runs no more copies at once than its window", async () => {
    await using app = await testApp();
    const over = times(7, (i): Json => i);
    const run = await app.run({ ...spread(step("b", "slow", 5), { over, window: 2 }), id: "m" });
    let running = 0;
    const most = Math.max(
      ...run.executions().map(({ phase }) => (running += phase === "start" ? 1 : -1)),
    );
    expect(most).toBeLessThanOrEqual(2);
    expect(run.order()).toHaveLength(7);
    expect((await run.look()).nodes.map(({ id }) => id)).toEqual([
      "m",
      ...times(7, (i) => `m.${i}`),
    ]);
  });

  it("fails when what it receives is no list, and says what it got", async () => {
    await using app = await testApp();
    const run = await app.run(
      chain(step("a", "ident", 5), { ...spread(call("add", 1)), id: "m" }, step("z", "ident")),
    );
    const shot = await run.look();
    expect(shot.letters("a", "m", "z")).toBe("S F K");
    expect(shot.node("m").error ?? shot.node("m").own?.error).toMatchObject({ code: "MAP_INPUT" });
    expect(shot.cause("z")).toBe("failed:m");
  });

  it("fails with the copy that fails, while the others go on", async () => {
    await using app = await testApp();
    const over: Json[] = [0, 1, 0];
    const run = await app.run(
      chain({ ...spread(call("flaky"), { over }), id: "m" }, step("z", "ident")),
    );
    const shot = await run.look();
    expect(shot.letters("m", "m.0", "m.1", "m.2", "z")).toBe("F S F S K");
    expect(shot.cause("z")).toBe("failed:m.1");
  });

  it("fails rather than let the run have more nodes than it may, whatever was in it before", async () => {
    await using app = await testApp({ limits: { nodes: 10 } });
    const body = chain(step("b", "ident"), step("c", "ident"));
    const items = (count: number) =>
      step(
        "l",
        "ident",
        times(count, (i): Json => i),
      );
    const fits = await app.run(chain(items(2), { ...spread(body), id: "m" }));
    expect((await fits.look()).node("m").state).toBe("succeeded");
    // The map runs again: its new copies take the place of the old ones.
    await fits.retry({ scope: "from", nodeId: "m" });
    await fits.settled();
    expect((await fits.look()).node("m").state).toBe("succeeded");
    const tooMany = await app.run(chain(items(3), { ...spread(body), id: "m" }));
    const { own, error } = (await tooMany.look()).node("m");
    expect(error ?? own?.error).toMatchObject({
      code: "MAP_INPUT",
      message: expect.stringMatching(
        /m would make 9 nodes: the run would have 12, and may have 10/,
      ),
    });
  });

  it("is held to the same limit as a step that is replaced", async () => {
    await using app = await testApp({ limits: { nodes: 4 } });
    const run = await app.run(group(step("a", "spawn", 1), step("b", "ident", 1)));
    const shot = await run.look();
    expect(shot.node("a").error).toMatchObject({
      code: "REPLACEMENT_INVALID",
      message: expect.stringMatching(/a would make 2 nodes: the run would have 5/),
    });
  });
});
