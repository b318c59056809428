/** openATTIC's task queue module: what its examples do, and what it says of them. */
import { group } from "espalier";
import { describe, expect, it } from "vitest";
import type { TestConnection } from "@/library/test-connection";
import { hello, inOrder, wait, waitAndPrint } from "./taskqueue";
import { examplesOf } from "./test-examples";

const examples = () => examplesOf([hello, wait, inOrder, waitAndPrint]);

/** The tasks that were executed, in order. */
const executed = ({ app }: TestConnection) =>
  app.executions().flatMap(({ task, phase }) => (phase === "start" ? [task] : []));

describe("the task queue's examples", () => {
  it("hello: prints, and has null as its result", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(hello.s("world"));
    expect(await run.get()).toBeNull();
    const { lines } = await given.app.engine.tailLogs(run.runId, run.nodeId, null);
    expect(lines.map(({ message }) => message)).toEqual(["hello world!"]);
  });

  it("wait: iterates in one node, its stack no deeper for it", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(wait.s(10));
    expect(await run.get()).toBe("finished");
    expect(run.nodes.map(({ view }) => view.iteration)).toEqual([10]);
    const depths = given.app.executions().map(({ stackDepth }) => stackDepth);
    expect(executed(given)).toHaveLength(11);
    expect(Math.max(...depths.slice(-6))).toBeLessThanOrEqual(Math.max(...depths.slice(0, 6)));
  });

  it("tasks as a parameter run one after the other; the last result is the result", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(inOrder.s([hello.s("you"), wait.s(1)]));
    expect(await run.get()).toBe("finished");
    expect(executed(given)).toEqual(["inOrder", "hello", "wait", "wait"]);
  });

  it("wait_and_print: waits to the end, then says hello", async () => {
    await using given = await examples();
    using run = await given.espalier.apply(waitAndPrint.s(2, "world"));
    expect(await run.get()).toBeNull();
    expect(executed(given)).toEqual(["waitAndPrint", "inOrder", "wait", "wait", "wait", "hello"]);
  });

  it("several recursive tasks take turns like green threads", async () => {
    await using given = await examplesOf([hello, wait], { workers: 0 });
    const two = group([wait.s(2).id("a"), wait.s(1).id("b")]);
    using run = await given.espalier.apply(two);
    await given.app.startWorker({ concurrency: 1 });
    expect(await run.join()).toEqual(["finished", "finished"]);
    const turns = given.app.executions().filter(({ phase }) => phase === "start");
    expect(turns.map(({ node }) => node)).toEqual(["a", "b", "a", "b", "a"]);
  });
});
