/** The nodes and programs of docs/composing-in-code.md, on real workers. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { NodeValue } from "espalier";
import { describe, expect, it } from "vitest";
import { testConnection } from "@/library/test-connection";
import { testRedis } from "@/testing/redis";
import { builtInTasks } from "@/worker/tasks";
import * as composing from "./composing";
import { fetchJson } from "./fetch-json";
import { repeat } from "./repeat";
import { add, mul, sum } from "./sums";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TASKS = [add, mul, sum, repeat, fetchJson, ...builtInTasks({ filesRoot: "/nowhere" })];
const given = () => testConnection({ tasks: TASKS });

describe("composing in code", () => {
  it.each<[string, NodeValue, unknown]>([
    ["a chain", composing.inAChain, 9],
    ["a group", composing.inAGroup, [2, 4]],
    ["a chord", composing.inAChord, 6],
    ["a tree", composing.inATree, 5],
    ["a map", composing.inAMap, [2, 4, 6]],
    ["containers in each other", composing.nested, 66],
    ["a node with callbacks", composing.withCallbacks, 50],
    ["a call by name", composing.byName, 5],
  ])("gives what the page says of %s", async (_, node, result) => {
    await using app = await given();
    using run = await app.espalier.apply(node);
    expect(await run.get()).toEqual(result);
  });

  it("reads a tree's children and a node's callbacks by their handles", async () => {
    await using app = await given();
    using tree = await app.espalier.apply(composing.inATree);
    expect(await tree.children.join()).toEqual([50, 500]);
    using run = await app.espalier.apply(composing.withCallbacks);
    expect(await run.onSuccess.join()).toEqual([51]);
  });

  it("says of a signature what is written on it", () => {
    expect(composing.decorated.node).toMatchObject({
      id: "orders",
      label: "Read the orders",
      optional: true,
      options: { attempts: 3, timeoutMs: 60_000, priority: 1 },
    });
    expect(typeof composing.refused).toBe("function");
  });
});

describe("running from code", () => {
  it("waits for results, by member and by level", async () => {
    await using app = await given();
    expect(await composing.runAndWait(app.espalier)).toBe(6);
    const looked = await composing.lookAtMembers(app.espalier);
    expect(looked).toMatchObject({ all: [2, 66], first: 2, parts: [[2, 4], [6, 60], 66] });
    expect(looked.finished).toHaveLength(2);
  });

  it("repairs what failed, where it failed", async () => {
    await using app = await given();
    const answer = await composing.repair(app.espalier);
    expect(answer).toMatchObject({ failed: "odd", result: 4 });
    expect((answer as { willRun: string[] }).willRun).toHaveLength(2);
  });

  it("revokes, and makes one run of one key", async () => {
    await using app = await given();
    expect(await composing.revokeAll(app.espalier)).toBe("revoked");
    expect(await composing.markAsDone(app.espalier)).toBe("RECOVERED");
    const once = await composing.submitOnce(app.espalier, "7");
    expect(await composing.submitOnce(app.espalier, "7")).toBe(once);
  });

  it("works in a program of its own", async () => {
    await using redis = await testRedis();
    const program = ["--import", "tsx", "docs/examples/program.ts"];
    const { stdout } = await promisify(execFile)(process.execPath, program, {
      cwd: ROOT,
      env: { ...process.env, REDIS_URL: redis.url, ESPALIER_PREFIX: redis.prefix },
    });
    expect(stdout).toBe("The sum is 6.\n");
  });
});
