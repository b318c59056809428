/** What many nodes gave, in one read. */
import { describe, expect, it } from "vitest";
import { chain, fixed, group, step } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

describe("outcomes", () => {
  it("are values and errors of nodes in the order asked for, containers among them", async () => {
    await using app = await testApp();
    const run = await app.run(
      group(
        step("a", "add", 1, 1),
        { ...group(step("b", "ident", null), step("c", "ident", [1])), id: "g" },
        chain(step("f", "fail"), fixed("k", "ran", "k")),
      ),
    );
    const outcomes = await app.engine.outcomes(run.id, ["g", "f", "k", "a", "b"]);
    expect(outcomes).toMatchObject([
      { value: [null, [1]] },
      { value: null, error: { code: "TASK_ERROR", message: "boom" } },
      { value: null },
      { value: 2 },
      { value: null },
    ]);
    expect(outcomes[1]?.error?.stack).toContain("tasks.ts");
  });

  it("lack a value as long as a node has not settled", async () => {
    await using app = await testApp();
    const run = await app.submit(group(step("a", "add", 1, 1), step("b", "gate", "b", 7)));
    await app.gate("b").arrivals(1);
    await run.reaches("a", "succeeded");
    const { rootId } = (await run.look()).run;
    expect(await app.engine.outcomes(run.id, ["a", "b", rootId])).toEqual([{ value: 2 }, {}, {}]);
    app.gate("b").open();
    await run.settled();
    expect(await app.engine.outcomes(run.id, ["b", rootId])).toEqual([
      { value: 7 },
      { value: [2, 7] },
    ]);
  });

  it("of a node or a run that is not there is refused", async () => {
    await using app = await testApp();
    const run = await app.run(step("a", "add", 1, 1));
    await expect(app.engine.outcomes(run.id, ["a", "zz"])).rejects.toThrow("no node zz");
    await expect(app.engine.outcomes("nobody", ["a"])).rejects.toThrow("There is no run nobody");
  });
});
