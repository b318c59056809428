import { describe, expect, it } from "vitest";
import { TASKS } from "@/testing/tasks";
import { TaskTree } from "./task-tree";
import { testConnection } from "./test-connection";

const { fail, ident, ran } = TASKS;

describe("a TaskTree that is applied", () => {
  it("runs in the order of the readme, and is read level by level", async () => {
    await using app = await testConnection();
    const tree = new TaskTree();
    tree.addTask(ran.s("0"));
    const one = tree.addTask(ran.s("1"));
    one.addTask(ran.s("10"));
    one.addTask(ran.s("11")).addTask(ran.s("110"));
    const run = await tree.applyAsync(app.espalier, { name: "The readme's tree" });
    expect(await run.join()).toEqual(["0", "1"]);
    expect(await run.children[1]!.children.join()).toEqual(["10", "11"]);
    expect(await run.children[1]!.children[1]!.children.join()).toEqual(["110"]);
  });

  it("does not start what is below a call that failed", async () => {
    await using app = await testConnection();
    const tree = new TaskTree();
    tree.addTask(ran.s("0"));
    tree.addTask(fail.s()).addTask(ran.s("below").id("below"));
    const run = await tree.applyAsync(app.espalier);
    await expect(run.node("below").get()).rejects.toThrow();
    await expect(run.join()).rejects.toThrow("boom");
    expect(run.node("below").state).toBe("skipped");
    expect(run.children[0]?.successful).toBe(true);
  });

  it("runs what was pushed one after the other, each with its own arguments alone", async () => {
    await using app = await testConnection();
    const tree = new TaskTree();
    for (const name of ["1", "2", "x"]) tree.push(ran.s(name));
    tree.pop();
    tree.push(ran.s("3"));
    const run = await tree.applyAsync(app.espalier);
    expect(await run.get()).toBe("3");
    expect(await run.join()).toEqual(["1", "2", "3"]);
  });

  it("runs callbacks and children every time it is applied", async () => {
    await using app = await testConnection();
    const tree = new TaskTree();
    tree.addTask(ran.s("n").link(ident.s().id("cb"))).addTask(ran.s("kid").id("kid"));
    for (const _ of [1, 2]) {
      const run = await tree.applyAsync(app.espalier);
      expect(await run.join()).toEqual(["n"]);
      expect(await run.node("cb").get()).toBe("n");
      expect(await run.node("kid").get()).toBe("kid");
    }
  });

  it("succeeds with an empty list when it has no tasks", async () => {
    await using app = await testConnection();
    const run = await new TaskTree().applyAsync(app.espalier);
    expect(await run.join()).toEqual([]);
    expect(run.successful).toBe(true);
  });
});
