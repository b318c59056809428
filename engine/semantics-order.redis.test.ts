/** Cases 1 to 12 of the table of cases: trees, callbacks, groups. */
import { describe, expect, it } from "vitest";
import { isEngineError } from "@/core/errors";
import { EngineRun } from "@/testing/driver/engine-run";
import { call, chain, chord, group, step, times, tree } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

describe("trees", () => {
  const readme = (one = step("1", "ran", "r1")) =>
    group(
      step("0", "ran", "r0"),
      tree(
        one,
        step("10", "ran", "r10"),
        tree(step("11", "ran", "r11"), step("110", "ran", "r110")),
      ),
    );

  it("1 starts children when their parent has succeeded and gives the roots' results", async () => {
    await using app = await testApp();
    const run = await app.run(readme());
    for (const [parent, child] of [
      ["1", "10"],
      ["1", "11"],
      ["11", "110"],
    ] as const) {
      expect(run.ranBefore(parent, child), `${parent} before ${child}`).toBe(true);
    }
    expect(run.order().toSorted()).toEqual(["0", "1", "10", "11", "110"]);
    expect(await run.value()).toEqual(["r0", "r1"]);
    expect(await run.value("110")).toBe("r110");
  });

  it("1 starts roots side by side", async () => {
    await using app = await testApp();
    const run = await app.submit(
      group(step("0", "gate", "g0"), tree(step("1", "gate", "g1"), step("10", "ran", "r10"))),
    );
    await Promise.all([app.gate("g0").arrivals(1), app.gate("g1").arrivals(1)]);
    expect((await run.look()).letters("0", "1", "10")).toBe("running running pending");
    app.gate("g1").open();
    await run.reaches("10", "succeeded");
    app.gate("g0").open();
    expect((await run.settled()).run.state).toBe("succeeded");
  });

  it("2 makes every parent before its children, however deep", async () => {
    await using app = await testApp();
    const ran = (id: string) => step(id, "ran", id);
    const run = await app.run(
      group(
        ran("d0"),
        tree(ran("d1"), tree(ran("d1-2"), ran("d1-2-1"), ran("d1-2-2")), ran("d1-3")),
      ),
    );
    for (const child of ["d1-2", "d1-3"]) expect(run.ranBefore("d1", child)).toBe(true);
    for (const child of ["d1-2-1", "d1-2-2"]) expect(run.ranBefore("d1-2", child)).toBe(true);
    expect(await run.value()).toEqual(["d0", "d1"]);
  });

  it("3 skips all below a node that failed, names the cause and settles", async () => {
    await using app = await testApp();
    const run = await app.run(readme(step("1", "fail")));
    const shot = await run.look();
    expect(shot.letters("0", "1", "10", "11", "110")).toBe("S F K K K");
    for (const id of ["10", "11", "110"]) expect(shot.cause(id)).toBe("failed:1");
    expect(shot.run).toMatchObject({ state: "failed", settled: true });
    expect(run.order().toSorted()).toEqual(["0", "1"]);
  });

  it("passes the root's result to its children only when asked", async () => {
    await using app = await testApp();
    const children = [step("a", "ident"), step("b", "ident")];
    const without = await app.run(tree(step("r", "add", 1, 1), ...children));
    expect([await without.value("a"), await without.value("b")]).toEqual([null, null]);
    const passing = await app.run({
      ...tree(step("r", "add", 1, 1), ...children),
      passResult: true,
    });
    expect([await passing.value("a"), await passing.value("b")]).toEqual([2, 2]);
    expect(await passing.value()).toBe(2);
  });
});

describe("callbacks", () => {
  it("5 run after their node each time that the workflow is submitted", async () => {
    await using app = await testApp();
    const workflow = tree(
      { ...step("n", "add", 2, 2), onSuccess: [step("cb", "add", 8)] },
      step("kid", "ran", "kid"),
    );
    const before = structuredClone(workflow);
    for (const run of [await app.run(workflow), await app.run(workflow)]) {
      expect(run.order().toSorted()).toEqual(["cb", "kid", "n"]);
      expect(run.ranBefore("n", "cb") && run.ranBefore("n", "kid")).toBe(true);
      expect(await run.value("cb")).toBe(12);
    }
    expect(workflow).toEqual(before);
  });

  it("7 leave the result of their node as it is and keep their own", async () => {
    await using app = await testApp();
    const run = await app.run({
      ...step("n", "ident", 7),
      onSuccess: [step("cb1", "add", 1), step("cb2", "add", 2)],
    });
    expect(await run.value()).toBe(7);
    expect([await run.value("cb1"), await run.value("cb2")]).toEqual([8, 9]);
  });

  it("8 receive the result in front of their arguments", async () => {
    await using app = await testApp();
    const run = await app.run({ ...step("a", "add", 2, 2), onSuccess: [step("b", "add", 8)] });
    expect([await run.value("a"), await run.value("b")]).toEqual([4, 12]);
    expect(run.ranBefore("a", "b")).toBe(true);
  });

  it("are skipped as unneeded when their case does not come", async () => {
    await using app = await testApp();
    const run = await app.run({
      ...step("a", "add", 2, 2),
      onSuccess: [step("good", "ident")],
      onFailure: [step("bad", "ident")],
    });
    const shot = await run.look();
    expect(shot.letters("a", "good", "bad")).toBe("S S K");
    expect(shot.cause("bad")).toBe("unneeded:a");
    expect(shot.run.state).toBe("succeeded");
  });

  it("of a container hold nobody up: what follows looks at the children alone", async () => {
    await using app = await testApp();
    const callback = { ...step("cb", "gate", "cb"), immutable: true };
    const inner = { ...chain(step("a", "add", 1, 1)), id: "in", onSuccess: [callback] };
    const waiting = await app.submit({ ...chain(inner, step("z", "add", 1)), id: "out" });
    const shot = await waiting.until((s) => s.letters("z", "cb") === "S running");
    expect(shot.letters("a", "z", "in", "out")).toBe("S S S running");
    app.gate("cb").open();
    expect((await waiting.settled()).letters("out", "cb")).toBe("S S");
    expect(await waiting.value()).toBe(3);
  });
});

describe("groups", () => {
  it("6 gives [] for an empty group and refuses an empty chain", async () => {
    await using app = await testApp();
    const run = await app.run(group());
    expect((await run.look()).run.state).toBe("succeeded");
    expect(await run.value()).toEqual([]);
    const refused = await app.submit(chain()).catch((error: unknown) => error);
    expect(isEngineError(refused) && refused.problems.map(({ code }) => code)).toEqual([
      "CHAIN_EMPTY",
    ]);
  });

  it("9 gives the results in the order drawn", async () => {
    await using app = await testApp();
    const run = await app.run(group(...[4, 8, 16, 32].map((n) => call("add", n, n))));
    expect(await run.value()).toEqual([8, 16, 32, 64]);
    const { run: summary } = await run.look();
    expect(summary).toMatchObject({ state: "succeeded", settled: true, counts: { succeeded: 4 } });
  });

  it("10 fails with the member that failed and keeps the others' results", async () => {
    await using app = await testApp();
    const run = await app.run(
      group(step("a", "add", 1, 1), step("b", "fail"), step("c", "add", 2, 2)),
    );
    const shot = await run.look();
    expect(shot.letters("a", "b", "c")).toBe("S F S");
    expect(shot.run).toMatchObject({ state: "failed", settled: true, counts: { succeeded: 2 } });
    expect([await run.value("a"), await run.value("c")]).toEqual([2, 4]);
    const answer = await app.engine.result(run.id, "b");
    expect(answer).toMatchObject({ ready: true, error: { code: "TASK_ERROR", message: "boom" } });
    expect(answer.error?.stack).toContain("tasks.ts");
  });

  it("11 sums a hundred with one body, also when a member is delivered twice", async () => {
    await using app = await testApp();
    const members = times(100, (i) => step(`m${i}`, "add", i, i));
    const run = await app.submit(
      chord([...members, step("last", "gate", "last", 0)], step("sum", "tsum")),
    );
    await run.until(({ run: { counts } }) => counts.succeeded === 100);
    const { element } = await new EngineRun(app.services, run.id).record("m7");
    await app.deliver({ runId: run.id, stepId: element, epoch: 1 });
    app.gate("last").open();
    await run.settled();
    expect(await run.value()).toBe(9900);
    expect([run.count("m7"), run.count("sum")]).toEqual([1, 1]);
  });

  it("12 keeps null as a result", async () => {
    await using app = await testApp();
    const run = await app.run(chain(step("h", "hello", "world"), step("i", "ident")));
    expect([await run.value("h"), await run.value("i")]).toEqual([null, null]);
    expect(await app.engine.result(run.id, "h")).toEqual({
      state: "succeeded",
      ready: true,
      value: null,
    });
  });
});
