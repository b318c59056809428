/** What `result` answers of containers and of the run: where something failed, and where something stopped. */
import { describe, expect, it } from "vitest";
import type { Json, WorkflowNode } from "@/core/node";
import { call, chain, chord, fixed, group, step, tree } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

const ident = call("ident");
const stop = fixed("s", "stop");
const one = call("ident", 1);

describe("a container in which something stopped by choice", () => {
  const map = (body: WorkflowNode, over: Json[]): WorkflowNode => ({ kind: "map", body, over });

  it.each<[string, WorkflowNode, Json]>([
    ["a group keeps its list, null for the step", group(one, stop), [1, null]],
    ["a group of chains", group(chain(stop, ident), one), [null, 1]],
    ["a group in a group", group(group(one, chain(stop, ident)), one), [[1, null], 1]],
    ["a group with a turn of its own", { ...group(one, stop), delayMs: 1 }, [1, null]],
    ["a group of what was never reached", group(chain(stop, group(ident, ident)), one), [null, 1]],
    ["a tree keeps its root's result", tree(call("ident", 7), stop, one), 7],
    ["a tree whose root stopped", tree({ ...stop }, call("ran", "x")), null],
    ["a map", map(chain(call("ident"), call("stop")), [1, 2]), [null, null]],
    ["a chain", chain(one, stop, ident), null],
    ["a chord's header", chord([one, stop], ident), null],
  ])("%s", async (_, root, expected) => {
    await using app = await testApp();
    const run = await app.run({ ...root, id: "root" });
    const { run: summary } = await run.look();
    expect(summary).toMatchObject({ state: "succeeded", settled: true });
    expect(await app.engine.result(run.id)).toEqual({
      state: "succeeded",
      ready: true,
      value: expected,
    });
    expect(await app.engine.outcomes(run.id, ["root"])).toEqual([{ value: expected }]);
  });
});

describe("the reason of a stop by choice", () => {
  it("stands at all that was skipped for it, in snapshots and in events", async () => {
    await using app = await testApp();
    const run = await app.run({
      ...chain(stop, step("b", "ident"), { ...group(step("c", "ident"), ident), id: "g" }),
      onSuccess: [step("cb", "ident")],
    });
    const cause = { kind: "choice", nodeId: "s", reason: "enough" };
    const shot = await run.look();
    for (const id of ["b", "c", "g", "cb"]) expect(shot.node(id).cause).toEqual(cause);
    const told = (await run.events()).flatMap((event) =>
      event.type === "step.changed" && event.state === "skipped" ? [event.cause] : [],
    );
    expect(told).toEqual([cause, cause, cause, cause]);
  });
});

describe("the result of what failed", () => {
  it("comes with the error of the step that failed first, stack and all", async () => {
    await using app = await testApp();
    const run = await app.run({ ...group(chain(step("f", "fail"), ident), one), id: "g" });
    const told = { state: "failed", ready: true, error: { code: "TASK_ERROR", message: "boom" } };
    const answers = [await app.engine.result(run.id), await app.engine.result(run.id, "g")];
    expect(answers).toMatchObject([told, told]);
    for (const { error } of answers) expect(error?.stack).toContain("tasks.ts");
  });

  it("is that of a map that received no list", async () => {
    await using app = await testApp();
    const run = await app.run(chain(one, { kind: "map", body: ident }));
    const answer = await app.engine.result(run.id);
    expect(answer).toMatchObject({ state: "failed", error: { code: "MAP_INPUT" } });
  });

  it("is, of the run, the state of the run with the value of its root", async () => {
    await using app = await testApp();
    const root = step("a", "ident", 1);
    const run = await app.run({ ...root, onSuccess: [fixed("cb", "fail")] });
    expect(await app.engine.result(run.id)).toMatchObject({
      ...{ state: "failed", ready: true, value: 1 },
      error: { code: "TASK_ERROR" },
    });
    expect(await app.engine.result(run.id, "a")).toEqual({
      ...{ state: "succeeded", ready: true },
      value: 1,
    });
  });

  it.each<[string, WorkflowNode]>([
    ["step", step("f", "fail")],
    ["container", group(call("fail"), one)],
  ])("is null, of the run, where the root is an optional %s", async (_, root) => {
    await using app = await testApp();
    const run = await app.run({ ...root, optional: true });
    expect(await app.engine.result(run.id)).toEqual({
      ...{ state: "succeeded", ready: true },
      value: null,
    });
  });
});
