/** What code may hand to the engine that no JSON text can say: refused by name, and nothing is stored. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineError } from "@/core/errors";
import { chain, step } from "@/testing/nodes";
import type { TestRun } from "@/testing/test-run";
import { testApp, type TestApp } from "@/testing/workers";

let app: TestApp;
let bystander: TestRun;

beforeAll(async () => {
  app = await testApp();
  bystander = await app.submit(chain(step("g", "gate", "way", 7), step("z", "add", 1)));
  await app.gate("way").arrivals(1);
});
afterAll(() => app[Symbol.asyncDispose]());

/** Names of keys and the list of runs: of BullMQ's and the worker's own only what is to be done. */
async function stored(): Promise<string[]> {
  const { client, prefix } = app.redis;
  const runs = await client.zrange(app.services.keys.runs, "0", "-1");
  const keys = await client.keys(`${prefix}:{*`);
  return [...runs, ...keys.filter((key) => !key.includes(`{${bystander.id}}`))].toSorted();
}

async function refusalOf(workflow: unknown, runId = "never"): Promise<EngineError> {
  const before = await stored();
  const refusal: unknown = await app.engine.submit({ workflow: workflow as never, runId }).then(
    () => "it was accepted",
    (error: unknown) => error,
  );
  expect(await stored()).toEqual(before);
  expect(refusal).toMatchObject({ name: "EngineError" });
  return refusal as EngineError;
}

const echo = (...args: unknown[]) => ({ kind: "task", id: "n1", task: "ident", args });

function cyclicTree() {
  const root: { kind: string; children: unknown[] } = { kind: "chain", children: [] };
  root.children.push(root);
  return root;
}

function cyclicSignature() {
  const signature = echo();
  signature.args.push({ $signature: signature });
  return signature;
}

function cyclicList() {
  const list: unknown[] = [];
  list.push([list]);
  return list;
}

const getter = Object.defineProperty({}, "a", {
  enumerable: true,
  get() {
    throw new Error("no a");
  },
});

describe("a workflow made in code", () => {
  it.each<[string, unknown, code: string, message: RegExp]>([
    ["that contains itself", cyclicTree(), "LIMIT_DEPTH", /deeper than 100 levels/],
    ["whose signature holds itself", cyclicSignature(), "DOCUMENT_INVALID", /contains itself/],
    ["with a list that holds itself", echo(cyclicList()), "DOCUMENT_INVALID", /contains itself/],
    ["with a function", echo({ a: () => 1 }), "DOCUMENT_INVALID", /a function is not JSON/],
    ["with a bigint", echo(10n), "DOCUMENT_INVALID", /a bigint is not JSON/],
    ["with NaN", echo([NaN]), "DOCUMENT_INVALID", /NaN is not JSON/],
    ["with undefined in a list", echo(undefined), "DOCUMENT_INVALID", /undefined is not JSON/],
    ["with a Date", echo(new Date(0)), "DOCUMENT_INVALID", /a Date/],
    ["with a Map", echo(new Map()), "DOCUMENT_INVALID", /an instance of Map/],
    ["with a symbol", echo(Symbol("s")), "DOCUMENT_INVALID", /a symbol is not JSON/],
    ["with a getter that throws", echo(getter), "DOCUMENT_INVALID", /no a/],
  ])("%s is refused, with the node", async (_, root, code, message) => {
    const refusal = await refusalOf({ root });
    expect(refusal).toMatchObject({ code: "WORKFLOW_INVALID" });
    expect(refusal.message).toMatch(message);
    expect(refusal.message.length).toBeLessThan(500);
    expect(refusal.problems[0]).toMatchObject({ code });
    if (code === "DOCUMENT_INVALID") {
      expect(refusal.problems[0]).toMatchObject({ nodeId: "n1" });
      expect(refusal.message).toMatch(/^Task "n1" \(ident\): the value of "args"/);
    }
  });

  it.each([null, undefined, 1, "text", [], () => 1, new Map(), Object.create({ root: echo() })])(
    "that is %s is refused",
    async (workflow) => {
      const refusal = await refusalOf(workflow);
      expect(refusal).toMatchObject({ code: "WORKFLOW_INVALID" });
    },
  );

  it.each([5, {}, null, Symbol.iterator])("with the run id %s is refused", async (runId) => {
    const refusal = await refusalOf({ root: echo(1) }, runId as never);
    expect(refusal).toMatchObject({ code: "ID_INVALID" });
  });
});

describe("a run that is under way", () => {
  it("has not noticed any of it", async () => {
    app.gate("way").open();
    const shot = await bystander.settled();
    expect(shot.letters("g", "z")).toBe("S S");
    expect([bystander.count("g"), bystander.count("z")]).toEqual([1, 1]);
    expect(app.said).toEqual([]);
  });
});
