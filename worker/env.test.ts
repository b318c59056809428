import path from "node:path";
import { describe, expect, it } from "vitest";
import { readWorkerEnv } from "./env";

const REDIS_URL = "unix:///run/redis.sock";

describe("readWorkerEnv", () => {
  it("has the defaults of the contract", () => {
    expect(readWorkerEnv({ REDIS_URL })).toMatchObject({
      concurrency: 50,
      queues: ["default"],
      taskModules: [],
      filesRoot: process.cwd(),
    });
  });

  it("reads lists with commas", () => {
    const env = readWorkerEnv({
      REDIS_URL,
      WORKER_QUEUES: "default, slow",
      WORKER_TASKS: "a/*.ts,b/{c,d}.ts",
      FILES_ROOT: "docs",
    });
    expect(env.queues).toEqual(["default", "slow"]);
    expect(env.taskModules).toEqual(["a/*.ts", "b/{c,d}.ts"]);
    expect(env.filesRoot).toBe(path.resolve("docs"));
  });

  it.each([
    ["WORKER_QUEUES", "a:b"],
    ["WORKER_QUEUES", ","],
    ["WORKER_CONCURRENCY", "0"],
  ])("refuses %s=%s", (name, value) => {
    expect(() => readWorkerEnv({ REDIS_URL, [name]: value })).toThrow(name);
  });
});
