import { execFile } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { createEngine, type Engine } from "@/engine/index";
import { readExecutions } from "@/testing/executions";
import { until } from "@/testing/faults/until";
import { clearGates, gateOf } from "@/testing/gates";
import { chain, fixed, group, step } from "@/testing/nodes";
import { ALL_TASKS } from "@/testing/tasks";
import { TIMINGS } from "@/testing/timings";
import { privateRedis } from "./lib/redis.mjs";

// Each command is a process that compiles what it needs.
vi.setConfig({ testTimeout: 120_000 });

const ROOT = fileURLToPath(new URL("..", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "espalier-backup-"));
});
afterEach(() => {
  clearGates(folder);
  rmSync(folder, { recursive: true, force: true });
});

const place = (name: string) => path.join(folder, name);

/** `npm run backup` and `npm run restore`, with the embedded Redis of a data folder. */
function command(script: "backup" | "restore", dataDir: string, ...args: string[]) {
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, ESPALIER_DATA_DIR: dataDir };
  const program = ["--import", "tsx", `scripts/${script}.mjs`, ...args];
  return new Promise<{ code: number; said: string }>((resolve) => {
    execFile(process.execPath, program, { cwd: ROOT, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, said: stdout + stderr });
    });
  });
}

interface App extends AsyncDisposable {
  engine: Engine;
  submit(runId: string, root: WorkflowNode): Promise<void>;
  stateOf(runId: string, nodeId: string): Promise<string | undefined>;
}

/** Espalier on the embedded Redis of a data folder. */
async function openApp(dataDir: string, { hasWorker = true } = {}): Promise<App> {
  const redis = await privateRedis({ dataDir });
  const engine = createEngine({ redisUrl: redis.url, timings: TIMINGS });
  const options = { tasks: ALL_TASKS, queues: ["default"], concurrency: 10, dataDir: folder };
  if (hasWorker) await engine.work(options);
  return {
    engine,
    async submit(runId, root) {
      await engine.submit({ workflow: { version: 1, name: runId, root }, runId });
    },
    async stateOf(runId, nodeId) {
      return (await engine.getRun(runId)).nodes.find(({ id }) => id === nodeId)?.state;
    },
    async [Symbol.asyncDispose]() {
      await engine.close();
      await redis.stop();
    },
  };
}

const UNDER_WAY = chain(
  fixed("before", "ran", "before"),
  group(fixed("stands", "gate", "g", 1), fixed("twice", "three")),
  { ...step("later", "ident"), options: { delayMs: 200 } },
);

/** What a backup says of each key, but for what a restore renews on purpose. */
function contentsOf(file: string): { [key: string]: unknown[] } {
  const contents: { [key: string]: unknown[] } = {};
  for (const line of gunzipSync(readFileSync(file)).toString().split("\n")) {
    if (!line.startsWith('{"key":')) continue;
    const { key, items } = JSON.parse(line) as { key: string; items: unknown[] };
    const renewed = items.filter((_, at) => {
      if (items[at - 1] === "gen") return false;
      return !(key.endsWith(":kept") && at % 2 === 1);
    });
    (contents[key] ??= []).push(...renewed.map((item) => JSON.stringify(item)));
  }
  for (const items of Object.values(contents)) items.sort();
  return contents;
}

it("brings all back into an empty Redis, and runs that were under way go on", async () => {
  {
    await using app = await openApp(place("a"));
    await app.submit("done", chain(step("x", "spawn", 2), fixed("y", "wait", 2)));
    await app.submit("way", UNDER_WAY);
    await app.engine.workflows.save({
      baseRevision: 0,
      workflow: { version: 1, name: "Saved", root: step("s", "ran", "s") },
    });
    await until(async () => (await app.engine.getSummary("done")).settled);
    await app.engine.setPinned("done", true);
    await until(async () => (await app.stateOf("way", "twice")) === "failed");
    await gateOf(folder, "g").arrivals(1);
    const { code, said } = await command("backup", place("a"), place("backup"));
    expect(said).toMatch(/backup +\d+ keys/);
    expect(code).toBe(0);
  }
  // It has none, so the command starts one and stops it again.
  expect(await command("restore", place("b"), place("backup"))).toMatchObject({ code: 0 });
  expect(await command("backup", place("b"), place("again"))).toMatchObject({ code: 0 });
  const [before, after] = [contentsOf(place("backup")), contentsOf(place("again"))];
  expect(Object.keys(before).length).toBeGreaterThan(15);
  expect(after).toEqual(before);

  clearGates(folder);
  const stood = readExecutions(folder).length;
  await using app = await openApp(place("b"));
  gateOf(folder, "g").open();
  await until(async () => (await app.engine.getSummary("way")).settled);
  expect((await app.engine.getSummary("done")).pinned).toBe(true);
  expect(await app.engine.result("done")).toMatchObject({ ready: true, value: "finished" });
  expect((await app.engine.workflows.list({})).workflows.map(({ name }) => name)).toEqual([
    "Saved",
  ]);
  expect(await app.stateOf("way", "stands")).toBe("succeeded");
  const since = readExecutions(folder).slice(stood);
  expect(since.map(({ node }) => node)).not.toContain("before");
  expect(since.map(({ node }) => node)).toContain("stands");
  await app.engine.retry({ runId: "way", scope: "failed" });
  await until(async () => (await app.engine.getSummary("way")).state === "succeeded");
  expect(await app.stateOf("way", "later")).toBe("succeeded");
});

it("changes nothing where there are workers or runs, unless it is told to", async () => {
  {
    await using app = await openApp(place("a"));
    await app.submit("first", step("x", "ran", "x"));
    await until(async () => (await app.engine.getSummary("first")).settled);
    expect((await command("backup", place("a"), place("backup"))).code).toBe(0);
    const { code, said } = await command("restore", place("a"), place("backup"), "--replace");
    expect([code, said]).toEqual([1, expect.stringContaining("Stop it")]);
    await app.submit("second", step("x", "ran", "x"));
  }
  const refused = await command("restore", place("a"), place("backup"));
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining("--replace")]);
  const runsNow = async () => {
    await using app = await openApp(place("a"), { hasWorker: false });
    return (await app.engine.listRuns({})).runs.map(({ runId }) => runId);
  };
  expect(await runsNow()).toEqual(["second", "first"]);
  expect(await command("restore", place("a"), place("backup"), "--replace")).toMatchObject({
    code: 0,
  });
  expect(await runsNow()).toEqual(["first"]);
});

it("refuses a file that is none, damaged or changed, before it writes", async () => {
  {
    await using app = await openApp(place("a"), { hasWorker: false });
    expect((await app.engine.listRuns({})).runs).toEqual([]);
  }
  expect((await command("backup", place("a"), place("backup"))).code).toBe(0);
  const packed = readFileSync(place("backup"));
  const cases: [content: string | Buffer, said: string][] = [
    ["hello\n", "no backup"],
    [packed.subarray(0, 40), "damaged"],
    [gunzipSync(packed).toString().replace('"prefix":"espalier"', '"prefix":"e"'), "checksum"],
  ];
  for (const [content, said] of cases) {
    writeFileSync(place("bad"), content);
    const answer = await command("restore", place("b"), place("bad"));
    expect([answer.code, answer.said]).toEqual([1, expect.stringContaining(said)]);
  }
  expect((await command("restore", place("b"), place("nowhere"))).said).toContain("is not there");
  appendFileSync(place("taken"), "x");
  expect((await command("backup", place("a"), place("taken"))).said).toContain("there already");
});
