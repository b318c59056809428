/** celery-tasktree's readme and page: what its examples do, and what it says of them. */
import { describe, expect, it } from "vitest";
import type { TestConnection } from "@/library/test-connection";
import {
  act,
  actAndAnnounce,
  announce,
  joinLevels,
  plant,
  plantClasses,
  queue,
  someAction,
} from "./tasktree";
import { examplesOf } from "./test-examples";

const examples = () => examplesOf([act, announce, someAction]);

/** What was begun and ended, in order, by the text on the node: `"1 start"`. */
const history = ({ app }: TestConnection) =>
  app.executions().map(({ node, phase }) => `${node} ${phase}`);

describe("the usage sample", () => {
  it("gives the results level by level, whatever the tasks return", async () => {
    await using given = await examples();
    expect(await joinLevels(given.espalier)).toEqual({
      top: ["did 0", "did 1"],
      below1: ["did 10", "did 11"],
      below11: ["did 110"],
    });
  });

  it("executes children after their parent, each once", async () => {
    await using given = await examples();
    using run = await plant().applyAsync(given.espalier);
    await run.join();
    for (const { children } of run.nodes) await children.join();
    const idOf = new Map<unknown, string>();
    for (const node of run.nodes) if (node.view.task) idOf.set(await node.get(), node.nodeId);
    const done = history(given);
    expect(done.filter((each) => each.endsWith("start"))).toHaveLength(5);
    for (const [parent, child] of [
      ["did 1", "did 10"],
      ["did 1", "did 11"],
      ["did 11", "did 110"],
    ] as const) {
      const ended = done.indexOf(`${idOf.get(parent)} end`);
      const begun = done.indexOf(`${idOf.get(child)} start`);
      expect([ended >= 0, begun > ended], `${parent} before ${child}`).toEqual([true, true]);
    }
  });

  it("can be applied again and again", async () => {
    await using given = await examples();
    const tree = plant();
    for (const _ of [1, 2]) {
      using run = await tree.applyAsync(given.espalier);
      expect(await run.join()).toEqual(["did 0", "did 1"]);
    }
  });
});

describe("a tree as a queue", () => {
  it("runs what was pushed in order, without what was popped", async () => {
    await using given = await examples();
    const { tree, mistake } = queue();
    expect(mistake.signature.node).toEqual(act.s("a mistake").node);
    using run = await tree.applyAsync(given.espalier);
    expect(await run.join()).toEqual(["did 1", "did 2", "did 3"]);
    const [one, two, three] = [...run.children].map(({ nodeId }) => nodeId);
    expect(history(given)).toEqual([one, two, three].flatMap((id) => [`${id} start`, `${id} end`]));
  });
});

describe("a task with callbacks outside a tree", () => {
  it("keeps its own result, and theirs are reached beside it", async () => {
    await using given = await examples();
    expect(await actAndAnnounce(given.espalier)).toEqual({
      main: "did the main thing",
      ann: "Ann: did the main thing",
      bob: "Bob: did the main thing",
    });
  });
});

describe("a class as a task", () => {
  it("runs in a tree like any other", async () => {
    await using given = await examples();
    using run = await plantClasses().applyAsync(given.espalier);
    expect(await run.join()).toEqual(["made 0"]);
    expect(await run.children[0]!.children.join()).toEqual(["made 01"]);
  });
});
