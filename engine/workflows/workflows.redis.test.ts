/** Saved workflows on a real Redis: every revision is kept, and nothing is lost to a save that knew too little. */
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { EngineError } from "@/core/errors";
import type { WorkflowNode } from "@/core/node";
import { testApp } from "@/testing/workers";
import { chain, step } from "@/testing/nodes";

const named = (name: string, root: WorkflowNode | null = step("a", "ran", "a")) => {
  return { version: 1 as const, name, root };
};

async function refusalOf(promise: Promise<unknown>): Promise<EngineError> {
  try {
    await promise;
  } catch (error) {
    return error as EngineError;
  }
  throw new Error("It was not refused");
}

const app = () => testApp({ workers: 0 });

describe("a save", () => {
  it("makes a revision, and every revision is kept with its time and author", async () => {
    await using it = await app();
    const { workflows } = it.engine;
    const first = await workflows.save({ baseRevision: 0, workflow: named("one"), author: "Ann" });
    expect(first).toMatchObject({ revision: 1, name: "one" });
    const { id } = first;
    await workflows.save({ id, baseRevision: 1, workflow: named("two"), author: " Bob " });
    const { versions, nextCursor } = await workflows.versions(id, {});
    expect(nextCursor).toBeNull();
    expect(versions.map(({ revision, author, name }) => [revision, author, name])).toEqual([
      [2, "Bob", "two"],
      [1, "Ann", "one"],
    ]);
    expect(versions[1]?.savedAt).toBe(first.savedAt);
    expect((await workflows.get(id, 1)).workflow).toEqual(named("one"));
    expect(await workflows.get(id)).toMatchObject({ revision: 2, workflow: named("two") });
  });

  it("on a stale base is refused with the newer document, and changes nothing", async () => {
    await using it = await app();
    const { workflows } = it.engine;
    const { id } = await workflows.save({ baseRevision: 0, workflow: named("one") });
    await workflows.save({ id, baseRevision: 1, workflow: named("hers"), author: "Ann" });
    const refusal = await refusalOf(
      workflows.save({ id, baseRevision: 1, workflow: named("his") }),
    );
    expect(refusal).toMatchObject({ code: "CONFLICT", newer: { revision: 2, author: "Ann" } });
    expect(refusal.newer?.workflow).toEqual(named("hers"));
    expect(refusal.message).toContain("saved by Ann since");
    expect(await workflows.get(id)).toMatchObject({ revision: 2, name: "hers" });
  });

  it("that is repeated is one save, even when others have saved on it", async () => {
    await using it = await app();
    const { workflows } = it.engine;
    const create = { id: "mine", baseRevision: 0, workflow: named("one"), saveId: "s1" };
    const made = await workflows.save(create);
    expect(await workflows.save(create)).toEqual(made);
    const edit = { id: "mine", baseRevision: 1, workflow: named("two"), saveId: "s2" };
    const saved = await workflows.save(edit);
    await workflows.save({ id: "mine", baseRevision: 2, workflow: named("three") });
    expect(await workflows.save(edit)).toEqual(saved);
    expect((await workflows.get("mine")).revision).toBe(3);
  });

  it("of many at once on one base is taken once, and the others hear what was taken", async () => {
    await using it = await app();
    const { workflows } = it.engine;
    const { id } = await workflows.save({ baseRevision: 0, workflow: named("base") });
    const tries = Array.from({ length: 12 }, (_, i) =>
      workflows.save({ id, baseRevision: 1, workflow: named(`try ${i}`) }),
    );
    const ends = await Promise.allSettled(tries);
    const taken = ends.filter(({ status }) => status === "fulfilled");
    expect(taken).toHaveLength(1);
    const { name, revision } = await workflows.get(id);
    expect(revision).toBe(2);
    for (const end of ends) {
      if (end.status === "rejected")
        expect(end.reason).toMatchObject({ code: "CONFLICT", newer: { name } });
    }
  });

  it("replaces tasks by nothing only when that is said to be meant", async () => {
    await using it = await app();
    const { workflows } = it.engine;
    const { id } = await workflows.save({ baseRevision: 0, workflow: named("full") });
    const nothing: WorkflowNode = { kind: "group", children: [] };
    for (const root of [null, nothing]) {
      const refusal = await refusalOf(
        workflows.save({ id, baseRevision: 1, workflow: named("full", root) }),
      );
      expect(refusal).toMatchObject({ code: "WORKFLOW_EMPTY", newer: { revision: 1 } });
    }
    expect((await workflows.get(id)).revision).toBe(1);
    const emptied = { id, baseRevision: 1, workflow: named("full", null), allowEmpty: true };
    expect(await workflows.save(emptied)).toMatchObject({ revision: 2 });
    expect((await workflows.get(id)).workflow).toEqual(named("full", null));
    expect((await workflows.get(id, 1)).workflow).toEqual(named("full"));
  });

  it("gives ids to nodes that have none, and keeps those that are there", async () => {
    await using it = await app();
    const { workflows } = it.engine;
    const root: WorkflowNode = {
      kind: "chain",
      children: [{ kind: "task", task: "ident" }, step("mine", "ident")],
    };
    const { id } = await workflows.save({ baseRevision: 0, workflow: named("ids", root) });
    const { workflow } = await workflows.get(id);
    const chained = workflow.root as { id?: string; children: WorkflowNode[] };
    expect(chained.id).toMatch(/./);
    expect(chained.children.map((child) => child.id)).toEqual([expect.stringMatching(/./), "mine"]);
  });

  it.each([
    ["over the limit of bytes", { workflowBytes: 200 }, "LIMIT_WORKFLOW"],
    ["over the limit of nodes", { nodes: 1 }, "LIMIT_NODES"],
  ] as const)("%s is refused with the limit, and nothing is stored", async (_, limits, code) => {
    await using it = await testApp({ workers: 0, limits });
    const root = chain(step("a", "ident", "x".repeat(300)), step("b", "ident"));
    const refusal = await refusalOf(
      it.engine.workflows.save({ id: "big", baseRevision: 0, workflow: named("big", root) }),
    );
    expect(refusal).toMatchObject({ code: "WORKFLOW_INVALID", problems: [{ code }] });
    expect(await it.redis.client.keys(`${it.redis.prefix}:{big}*`)).toEqual([]);
  });

  it("of 16 MiB that can hardly be compressed fits", async () => {
    await using it = await app();
    const noise = () => randomBytes(675_000).toString("base64");
    const steps = Array.from({ length: 17 }, (_, i) => step(`n${i}`, "ident", noise()));
    const root = { ...chain(...steps), id: "c" };
    const { id } = await it.engine.workflows.save({ baseRevision: 0, workflow: named("16", root) });
    expect((await it.engine.workflows.get(id)).workflow).toEqual(named("16", root));
  });

  it.each([
    ["an id that is none", { id: "a:b", baseRevision: 0 }, "ID_INVALID"],
    [
      "a base of a workflow that is not there",
      { id: "gone", baseRevision: 3 },
      "WORKFLOW_NOT_FOUND",
    ],
    ["a base without an id", { baseRevision: 3 }, "WORKFLOW_NOT_FOUND"],
  ])("with %s is refused", async (_, input, code) => {
    await using it = await app();
    const refusal = await refusalOf(it.engine.workflows.save({ ...input, workflow: named("x") }));
    expect(refusal.code).toBe(code);
    expect((await it.engine.workflows.list({})).workflows).toEqual([]);
  });
});

describe("a deleted workflow", () => {
  it("is gone from the list, refuses saves and runs, and comes back whole", async () => {
    await using it = await app();
    const { workflows } = it.engine;
    const { id } = await workflows.save({ baseRevision: 0, workflow: named("short") });
    await workflows.remove(id);
    await workflows.remove(id);
    expect((await workflows.list({})).total).toBe(0);
    expect((await workflows.list({ removed: true })).workflows).toMatchObject([{ id }]);
    const late = workflows.save({ id, baseRevision: 1, workflow: named("late") });
    expect((await refusalOf(late)).code).toBe("WORKFLOW_REMOVED");
    const run = it.engine.submitSaved({ workflowId: id });
    expect((await refusalOf(run)).code).toBe("WORKFLOW_REMOVED");
    const keys = await it.redis.client.keys(`${it.redis.prefix}:{${id}}*`);
    for (const key of keys) expect(await it.redis.client.pttl(key)).toBeGreaterThan(0);
    await workflows.restore(id);
    for (const key of keys) expect(await it.redis.client.pttl(key)).toBe(-1);
    expect(await workflows.get(id)).toMatchObject({ revision: 1, workflow: named("short") });
  });

  it("that was never there is not found", async () => {
    await using it = await app();
    expect((await refusalOf(it.engine.workflows.remove("never"))).code).toBe("WORKFLOW_NOT_FOUND");
  });
});

describe("the list", () => {
  it("is searched, sorted and paged, with the last run of each", async () => {
    await using it = await testApp();
    const { workflows } = it.engine;
    for (const name of ["beta", "alpha 10", "alpha 9"])
      await workflows.save({ id: name.replace(" ", "-"), baseRevision: 0, workflow: named(name) });
    const namesOf = async (input: Parameters<typeof workflows.list>[0]) =>
      (await workflows.list(input)).workflows.map(({ name }) => name);
    expect(await namesOf({ sort: "name" })).toEqual(["alpha 9", "alpha 10", "beta"]);
    expect(await namesOf({ search: "ALPHA", sort: "name" })).toEqual(["alpha 9", "alpha 10"]);
    const page = await workflows.list({ sort: "name", limit: 2 });
    expect(page).toMatchObject({ total: 3, nextCursor: "2" });
    expect(await namesOf({ sort: "name", limit: 2, cursor: "2" })).toEqual(["beta"]);
    const { runId } = await it.engine.submitSaved({ workflowId: "beta" });
    expect(await namesOf({ sort: "run" })).toEqual(["beta", "alpha 9", "alpha 10"]);
    const [beta] = (await workflows.list({ search: "beta" })).workflows;
    expect(beta?.lastRun).toMatchObject({ runId, workflowId: "beta", workflowRevision: 1 });
  });
});

describe("a run of a saved workflow", () => {
  it("knows the revision that it ran, the newest or another", async () => {
    await using it = await testApp();
    const { workflows } = it.engine;
    const { id } = await workflows.save({ baseRevision: 0, workflow: named("one") });
    await workflows.save({ id, baseRevision: 1, workflow: named("two", step("b", "ran", "b")) });
    const newest = await it.engine.submitSaved({ workflowId: id });
    const first = await it.engine.submitSaved({ workflowId: id, revision: 1 });
    const revisionOf = async (runId: string) => (await it.engine.getRun(runId)).run;
    expect(await revisionOf(newest.runId)).toMatchObject({ workflowId: id, workflowRevision: 2 });
    expect(await revisionOf(first.runId)).toMatchObject({ name: "one", workflowRevision: 1 });
    const none = it.engine.submitSaved({ workflowId: id, revision: 7 });
    expect((await refusalOf(none)).code).toBe("REVISION_NOT_FOUND");
  });

  it("takes arguments for its nodes, and the workflow keeps its own", async () => {
    await using it = await testApp();
    const { id } = await it.engine.workflows.save({
      baseRevision: 0,
      workflow: named("asks", { kind: "task", id: "a", task: "bounce" }),
    });
    const bare = await refusalOf(it.engine.submitSaved({ workflowId: id }));
    expect(bare).toMatchObject({ code: "WORKFLOW_INVALID", problems: [{ nodeId: "a" }] });
    const { runId } = await it.engine.submitSaved({
      workflowId: id,
      arguments: { a: { args: [7] } },
    });
    expect((await it.engine.getWorkflow(runId)).root).toMatchObject({ args: [7] });
    expect((await it.engine.workflows.get(id)).workflow.root).not.toHaveProperty("args");
    const lost = it.engine.submitSaved({ workflowId: id, arguments: { z: { args: [1] } } });
    expect((await refusalOf(lost)).code).toBe("NODE_NOT_FOUND");
  });
});

it("is renamed and copied whatever is newest at that moment", async () => {
  await using it = await app();
  const { workflows } = it.engine;
  const { id } = await workflows.save({ baseRevision: 0, workflow: named("old") });
  const renames = ["new", "newer"].map((name) => workflows.rename(id, name, { author: "Ann" }));
  await Promise.all(renames);
  expect((await workflows.head(id)).revision).toBe(3);
  const copy = await workflows.duplicate(id, { newId: "copy" });
  expect(await workflows.duplicate(id, { newId: "copy" })).toEqual(copy);
  expect(copy.name).toMatch(/^Copy of newe?r?$/);
  expect((await workflows.get("copy")).workflow.root).toEqual(named("old").root);
});
