import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "@/core/problem";
import { EnvironmentError, parseVariables, sharedEnv, sharedVariables } from "./env";

const read = (source: { [name: string]: string }) =>
  sharedEnv(parseVariables(sharedVariables, source));
const REDIS_URL = "redis://127.0.0.1:6379";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "espalier-env-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("sharedEnv", () => {
  it("has the defaults of the contract", () => {
    expect(read({ REDIS_URL })).toEqual({
      redisUrl: REDIS_URL,
      prefix: "espalier",
      dataDir: path.resolve(".data"),
      runTtlMs: 7 * 24 * 3_600_000,
      keepRuns: 10_000,
      limits: DEFAULT_LIMITS,
    });
  });

  it("takes an empty variable as not set", () => {
    expect(read({ REDIS_URL, RUN_TTL_DAYS: "", ESPALIER_PREFIX: "" }).prefix).toBe("espalier");
  });

  it("reads limits", () => {
    expect(read({ REDIS_URL, LIMIT_NODES: "5", LIMIT_RESULT_BYTES: "9" }).limits).toMatchObject({
      nodes: 5,
      resultBytes: 9,
      depth: DEFAULT_LIMITS.depth,
    });
  });

  it("finds the embedded Redis below the data folder", () => {
    mkdirSync(path.join(folder, "redis"));
    writeFileSync(path.join(folder, "redis/redis.sock"), "");
    const url = read({ ESPALIER_DATA_DIR: folder }).redisUrl;
    expect(url).toBe(`unix://${path.join(folder, "redis/redis.sock")}`);
  });

  it("finds the embedded Redis that listens elsewhere because its path was too long", () => {
    mkdirSync(path.join(folder, "redis"));
    mkdirSync(path.join(folder, "short"));
    writeFileSync(path.join(folder, "short/redis.sock"), "");
    writeFileSync(path.join(folder, "redis/socket-folder"), path.join(folder, "short"));
    const url = read({ ESPALIER_DATA_DIR: folder }).redisUrl;
    expect(url).toBe(`unix://${path.join(folder, "short/redis.sock")}`);
  });

  it("says what to do when there is no Redis", () => {
    expect(() => read({ ESPALIER_DATA_DIR: folder })).toThrow(/npm start.*REDIS_URL/);
  });
});

describe("parseVariables", () => {
  it("names the nearest known variable for an unknown one", () => {
    expect(() => read({ REDIS_URL, ESPALIER_PREFX: "a" })).toThrow(
      "ESPALIER_PREFX is not known. Did you mean ESPALIER_PREFIX?",
    );
    expect(() => read({ REDIS_URL, ESPALIER_DATADIR: "a" })).toThrow(/ESPALIER_DATA_DIR/);
  });

  it.each([
    ["RUN_TTL_DAYS", "0"],
    ["RUN_TTL_DAYS", "1e9"],
    ["RUN_KEEP_COUNT", "0"],
    ["LIMIT_DEPTH", "-1"],
    ["LIMIT_NODES", "many"],
    ["ESPALIER_PREFIX", "a:b"],
    ["REDIS_URL", "http://x"],
  ])("refuses %s=%s", (name, value) => {
    expect(() => read({ REDIS_URL, [name]: value })).toThrow(new RegExp(`${name} has to be`));
  });

  it("reports everything at once and never a value", () => {
    const source = { REDIS_URL: "secret", LIMIT_DEPTH: "secret", ESPALIER_X: "secret" };
    const error = caught(() => read(source));
    expect(error).toBeInstanceOf(EnvironmentError);
    expect(error.message).not.toContain("secret");
    expect(error.message.split("\n")).toHaveLength(4);
  });
});

function caught(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
