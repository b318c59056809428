/** The examples of celery-tasktree's readme and page, with Espalier. */
import { defineTask, TaskTree, type Espalier } from "espalier";
import { z } from "zod";

export const act = defineTask({
  name: "tree.act",
  description: "Does something, and says what.",
  params: { what: z.string() },
  result: z.string(),
  run: ({ what }) => `did ${what}`,
});

/** 0 and 1 at once; 10 and 11 at once after 1; 110 after 11. */
export function plant(): TaskTree {
  const tree = new TaskTree();
  tree.addTask(act.s("0"));
  const task1 = tree.addTask(act.s("1"));
  task1.addTask(act.s("10"));
  const task11 = task1.addTask(act.s("11"));
  task11.addTask(act.s("110"));
  return tree;
}

/** The results, level by level, whatever the tasks return. */
export async function joinLevels(espalier: Espalier) {
  using run = await plant().applyAsync(espalier);
  const [, task1] = run.children;
  const [, task11] = task1!.children;
  return {
    top: await run.join(),
    below1: await task1!.children.join(),
    below11: await task11!.children.join(),
  };
}

/** One after the other: 1, 2, 3. What was pushed by mistake comes back. */
export function queue() {
  const tree = new TaskTree();
  tree.push(act.s("1"));
  tree.push(act.s("2"));
  tree.push(act.s("a mistake"));
  const mistake = tree.pop();
  tree.push(act.s("3"));
  return { tree, mistake };
}

export const announce = defineTask({
  name: "tree.announce",
  description: "Tells somebody of what was done.",
  params: { done: z.string(), to: z.string() },
  positional: ["done", "to"],
  result: z.string(),
  run: ({ done, to }) => `${to}: ${done}`,
});

/** A task with callbacks, outside of any tree. */
export async function actAndAnnounce(espalier: Espalier) {
  using run = await espalier.apply(
    act.s("the main thing").link(announce.s("Ann"), announce.s("Bob")),
  );
  const main = await run.get();
  const [ann, bob] = await run.onSuccess.join();
  return { main, ann, bob };
}

/** Work that lives in a class. */
class Action {
  readonly verb: string;
  constructor(verb: string) {
    this.verb = verb;
  }
  run(what: string): string {
    return `${this.verb} ${what}`;
  }
}

/** A class needs no base class and no decorator to become a task. */
export const someAction = defineTask({
  name: "tree.someAction",
  description: "Does something in a class.",
  params: { what: z.string() },
  result: z.string(),
  run: ({ what }) => new Action("made").run(what),
});

/** 01 after 0. */
export function plantClasses(): TaskTree {
  const tree = new TaskTree();
  const task0 = tree.addTask(someAction.s("0"));
  task0.addTask(someAction.s("01"));
  return tree;
}
