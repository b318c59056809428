/** Saved workflows as HTTP reaches them: what outside programs rely on. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SavedRevision } from "@/core/saved";
import {
  dataOf,
  everythingStored,
  get,
  post,
  refusalOf,
  startTestServer,
  type TestServer,
} from "./test-server";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const workflowOf = (name: string, value = 1) => ({
  version: 1,
  name,
  root: { kind: "task", id: "a", task: "ident", args: [value] },
});

const saveNew = (name: string) =>
  dataOf<{ id: string; revision: number }>(post("workflows.save", { workflow: workflowOf(name) }));

describe("workflows.save", () => {
  it("answers the new revision, and a stale base with CONFLICT and the newer document", async () => {
    const { id, revision } = await saveNew("first");
    expect(revision).toBe(1);
    const second = { id, baseRevision: 1, workflow: workflowOf("second", 2), author: "Ann" };
    expect(await dataOf(post("workflows.save", second))).toMatchObject({ id, revision: 2 });
    const stale = post("workflows.save", { id, baseRevision: 1, workflow: workflowOf("third") });
    const answer = (await (await stale).json()) as {
      error: { data: { code: string; httpStatus: number; newer: SavedRevision } };
    };
    expect(answer.error.data).toMatchObject({
      ...{ code: "CONFLICT", httpStatus: 409 },
      newer: { id, revision: 2, author: "Ann", workflow: workflowOf("second", 2) },
    });
  });

  it.each<[string, object, RegExp]>([
    ["no workflow", {}, /workflow: It is missing/],
    ["a workflow that is none", { workflow: { root: { kind: "tusk" } } }, /Tusk/],
    ["a key that it does not have", { workflow: workflowOf("x"), baseRevison: 1 }, /baseRevison/],
    ["a base that is no number", { workflow: workflowOf("x"), baseRevision: "1" }, /baseRevision/],
    ["an id that is none", { id: "a b", workflow: workflowOf("x") }, /no id of a workflow/],
    [
      "a base of what is not there",
      { id: "gone", baseRevision: 1, workflow: workflowOf("x") },
      /no workflow gone/,
    ],
  ])("with %s is refused in words, and stores nothing", async (_, input, message) => {
    const before = await everythingStored(server);
    const refusal = await refusalOf(post("workflows.save", input));
    expect(refusal.status).toBeGreaterThanOrEqual(400);
    expect(refusal.status).toBeLessThan(500);
    expect(refusal.message).toMatch(message);
    expect(await everythingStored(server)).toEqual(before);
  });

  it("says which limit is exceeded", async () => {
    const workflow = { ...workflowOf("large"), name: "x".repeat(600) };
    const refusal = await refusalOf(post("workflows.save", { workflow }));
    expect(refusal).toMatchObject({ status: 400, reason: "WORKFLOW_INVALID" });
  });
});

describe("the others", () => {
  it("read, list, rename, copy, remove and restore", async () => {
    const { id } = await saveNew("Quarterly report");
    await post("workflows.rename", { id, name: "Yearly report", author: "Ann" });
    const { versions } = await dataOf<{ versions: { revision: number; author: string }[] }>(
      get("workflows.versions", { id }),
    );
    expect(versions.map(({ revision, author }) => [revision, author])).toEqual([
      [2, "Ann"],
      [1, "Somebody"],
    ]);
    const first = await dataOf<SavedRevision>(get("workflows.get", { id, revision: 1 }));
    expect(first.workflow.name).toBe("Quarterly report");
    await post("workflows.duplicate", { id, newId: "copied" });
    const listed = async (input: object) =>
      (await dataOf<{ workflows: { id: string }[] }>(get("workflows.list", input))).workflows.map(
        (each) => each.id,
      );
    expect(await listed({ search: "yearly", sort: "created" })).toEqual(["copied", id]);
    await post("workflows.remove", { id });
    expect(await listed({ search: "yearly" })).toEqual(["copied"]);
    await post("workflows.restore", { id });
    expect(await listed({ search: "yearly", sort: "created" })).toEqual(["copied", id]);
  });

  it("of what is not there answer NOT_FOUND", async () => {
    for (const refused of [
      get("workflows.get", { id: "never" }),
      get("workflows.versions", { id: "never" }),
      post("workflows.remove", { id: "never" }),
      post("workflows.rename", { id: "never", name: "x" }),
      post("runs.submit", { workflowId: "never" }),
    ]) {
      expect(await refusalOf(refused)).toMatchObject({ status: 404, reason: "WORKFLOW_NOT_FOUND" });
    }
  });
});

describe("runs.submit", () => {
  it("runs a revision of a saved workflow", async () => {
    const { id } = await saveNew("runs");
    const { runId } = await dataOf<{ runId: string }>(
      post("runs.submit", { workflowId: id, arguments: { a: { args: [5] } } }),
    );
    const { run } = await dataOf<{ run: object }>(get("runs.get", { runId }));
    expect(run).toMatchObject({ name: "runs", workflowId: id, workflowRevision: 1 });
  });

  it.each<[object, RegExp]>([
    [{}, /workflow: It is missing/],
    [{ workflow: workflowOf("x"), workflowId: "x" }, /Give one of them/],
    [{ workflow: workflowOf("x"), revision: 1 }, /revision: It belongs to a saved workflow/],
    [{ workflowId: "x", revision: 0 }, /revision/],
    [{ workflowId: "x", arguments: { a: { arg: [] } } }, /arg/],
  ])("refuses %o", async (input, message) => {
    expect((await refusalOf(post("runs.submit", input))).message).toMatch(message);
  });
});
