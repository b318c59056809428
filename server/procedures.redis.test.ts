/** What procedures take: keys that they have, and queues that there are. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataOf, get, post, refusalOf, startTestServer, type TestServer } from "./test-server";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe("a key that a procedure does not have", () => {
  it.each<[procedure: string, input: { [key: string]: unknown }, key: string]>([
    [
      "runs.submit",
      { workflow: { root: { kind: "task", task: "ident" } }, runid: "never" },
      "runid",
    ],
    ["runs.revoke", { runId: "any", nodeID: "g" }, "nodeID"],
    ["runs.retry", { runId: "any", scope: "failed", dryrun: true }, "dryrun"],
    ["runs.pause", { runId: "any", nodeId: "g" }, "nodeId"],
    ["queues.pause", { queue: "default", name: "default" }, "name"],
  ])("of %s is refused by name: %o", async (procedure, input, key) => {
    expect(await refusalOf(post(procedure, input))).toMatchObject({
      status: 400,
      message: `The input does not fit. input: Unrecognized key: "${key}".`,
    });
  });

  it("is refused in queries, too", async () => {
    const refusal = await refusalOf(get("runs.list", { states: "failed" }));
    expect(refusal.message).toBe('The input does not fit. input: Unrecognized key: "states".');
  });
});

describe("queues", () => {
  it("that nobody knows are refused", async () => {
    const refusal = await refusalOf(post("queues.pause", { queue: "never" }));
    expect(refusal).toMatchObject({ status: 404, reason: "QUEUE_NOT_FOUND" });
  });

  it("are listed, paused and resumed", async () => {
    const paused = async () => {
      const queues = await dataOf<{ name: string; paused: boolean }[]>(get("queues.list"));
      return queues.filter((queue) => queue.paused).map(({ name }) => name);
    };
    expect(await paused()).toEqual([]);
    await post("queues.pause", { queue: "default" });
    expect(await paused()).toEqual(["default"]);
    await post("queues.resume", { queue: "default" });
    expect(await paused()).toEqual([]);
  });
});
