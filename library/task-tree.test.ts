import { describe, expect, it } from "vitest";
import { parseWorkflow } from "@/core/validate";
import { callOf, chain } from "./builders";
import { TaskTree } from "./task-tree";

const ran = (name: string) => callOf("ran", [name]);
const call = (name: string) => ({ kind: "task", task: "ran", args: [name] });
const after = (name: string) => ({ ...call(name), immutable: true });

describe("TaskTree", () => {
  it("makes a group of trees: the readme's {0, 1{10, 11{110}}}", () => {
    const tree = new TaskTree();
    tree.addTask(ran("0"));
    const one = tree.addTask(ran("1"));
    one.addTask(ran("10"));
    one.addTask(ran("11")).addTask(ran("110"));
    expect(tree.toNode().node).toEqual({
      kind: "group",
      children: [
        call("0"),
        {
          kind: "tree",
          root: call("1"),
          children: [call("10"), { kind: "tree", root: call("11"), children: [call("110")] }],
        },
      ],
    });
  });

  it("is an empty group without tasks, and a group also with one", () => {
    const tree = new TaskTree();
    expect(tree.toNode().node).toEqual({ kind: "group", children: [] });
    tree.addTask(ran("a"));
    expect(tree.toNode().node).toEqual({ kind: "group", children: [call("a")] });
  });

  it("makes a chain of what is pushed, in which nothing is passed on", () => {
    const tree = new TaskTree();
    tree.push(ran("1"));
    tree.push(ran("2"));
    const x = tree.push(ran("x"));
    expect(tree.pop()).toBe(x);
    tree.push(ran("3"));
    expect(tree.toNode().node).toEqual({
      kind: "chain",
      children: [call("1"), after("2"), after("3")],
    });
  });

  it("pops with what was added below, back to an empty tree, and then throws", () => {
    const tree = new TaskTree();
    tree.addTask(ran("stays"));
    tree.push(ran("1")).addTask(ran("below"));
    const popped = tree.pop();
    expect(popped.signature.node).toEqual(call("1"));
    expect(popped.children.map(({ signature }) => signature.node)).toEqual([call("below")]);
    expect(() => tree.pop()).toThrow("There is nothing to pop");
    expect(tree.toNode().node).toEqual({ kind: "group", children: [call("stays")] });
    expect(() => new TaskTree().pop()).toThrow(RangeError);
  });

  it("mixes both: what is added beside the next in the queue starts with it", () => {
    const tree = new TaskTree();
    tree.push(ran("1"));
    const two = tree.push(ran("2"));
    two.addTask(ran("beside"));
    tree.push(ran("3"));
    tree.push(ran("4")).addTask(ran("below 4"));
    tree.addTask(ran("top"));
    expect(tree.toNode().node).toEqual({
      kind: "group",
      children: [
        {
          kind: "chain",
          children: [
            call("1"),
            {
              kind: "tree",
              root: after("2"),
              children: [
                call("beside"),
                {
                  kind: "chain",
                  children: [
                    call("3"),
                    { kind: "tree", root: after("4"), children: [call("below 4")] },
                  ],
                },
              ],
            },
          ],
        },
        call("top"),
      ],
    });
  });

  it("keeps the callbacks that a signature has of its own, however often it is made a node", () => {
    const tree = new TaskTree();
    tree.addTask(ran("n").link(ran("cb").immutable())).addTask(ran("kid"));
    const made = tree.toNode().node;
    expect(made).toEqual({
      kind: "group",
      children: [
        {
          kind: "tree",
          root: { ...call("n"), onSuccess: [after("cb")] },
          children: [call("kid")],
        },
      ],
    });
    expect(tree.toNode().node).toEqual(made);
  });

  it("does not grow what was made of it before, and can be part of other nodes", () => {
    const tree = new TaskTree();
    tree.addTask(ran("a"));
    const before = tree.toNode();
    tree.addTask(ran("b"));
    expect(chain(before, ran("last").immutable()).node.children).toEqual([
      { kind: "group", children: [call("a")] },
      after("last"),
    ]);
  });

  it("gives no way to change it behind its back", () => {
    const tree = new TaskTree();
    const node = tree.addTask(ran("a"));
    (node.children as unknown[]).push(node);
    expect(tree.toNode().node).toEqual({ kind: "group", children: [call("a")] });
  });

  it("is made of signatures", () => {
    const tree = new TaskTree();
    expect(() => tree.addTask(chain(ran("a")) as never)).toThrow("this is a chain");
    expect(() => tree.push({ info: {}, run: () => 1 } as never)).toThrow(
      "What is added to a TaskTree is a task, not a call of it.",
    );
    expect(tree.toNode().node).toEqual({ kind: "group", children: [] });
  });

  it("queues a thousand calls without going deep", () => {
    const tree = new TaskTree();
    for (let i = 0; i < 1000; i++) tree.push(ran(String(i)));
    const workflow = { version: 1, name: "queue", root: tree.toNode().node };
    expect(parseWorkflow(workflow)).not.toHaveProperty("problems");
  });
});
