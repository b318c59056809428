/**
 * The table of cases: `row(26, "…", { canvas, result })`. Every row is run through both doors, on one engine
 * with real workers a file; executions are told apart by run.
 */
import { connect, type Espalier } from "espalier";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "@/core/node";
import type { NodeValue } from "@/core/task";
import type { EngineWorker } from "@/engine/index";
import { TestRun } from "../test-run";
import { TIMINGS } from "../timings";
import { testApp, type TestApp, type TestAppOptions, type WorkerOptions } from "../workers";
import { codeDoor, DOORS, type Door, type DoorName } from "./doors";
import { httpDoor } from "./http-door";
import { startHttp, type TestHttp } from "./test-http";

/** A row that is told by what it comes to. */
export interface Row {
  canvas: NodeValue;
  /** Of the steps in the order drawn: S F R K. @default all S */
  states?: string;
  /** Of containers by id. */
  containers?: { [id: string]: string };
  /** Of the run. @default "S" */
  run?: string;
  result?: Json;
  /** Of nodes by id. */
  results?: { [id: string]: Json };
  /** How often handlers were executed, where it is not once for S and F and never for R and K. */
  executed?: { [id: string]: number };
  /** `"1 < 10"`: the handler of 1 had ended before that of 10 began. */
  order?: string[];
  /** Why nodes were skipped or revoked, `"failed:fail"`. */
  causes?: { [id: string]: string };
}

/** What a row that is played has at hand. */
export interface Given {
  door: Door;
  app: TestApp;
  submit(canvas: NodeValue): Promise<TestRun>;
  /** Submits and waits until everything is terminal. */
  run(canvas: NodeValue): Promise<TestRun>;
  gate: TestApp["gate"];
  startWorker(options?: WorkerOptions): Promise<EngineWorker>;
  /** All of them are down until one is started. */
  stopWorkers(): Promise<void>;
}

type Play = (given: Given) => Promise<void>;

/** Sets up the product for a file and gives what writes its rows. */
export function caseTable(options: TestAppOptions = {}) {
  let app: TestApp;
  let server: TestHttp;
  let espalier: Espalier;
  let doors: { [name in DoorName]: Door };
  let workers: EngineWorker[] = [];

  const startWorker = async (own?: WorkerOptions) => {
    const worker = await app.startWorker(own);
    workers.push(worker);
    return worker;
  };
  const stopWorkers = async () => {
    await Promise.all(workers.map((worker) => worker.close({ graceMs: 0 })));
    workers = [];
  };

  beforeAll(async () => {
    app = await testApp({ ...options, workers: 0 });
    server = await startHttp(app.redis);
    const { url: redisUrl, prefix } = app.redis;
    espalier = await connect({ redisUrl, prefix, timings: TIMINGS, env: {} });
    doors = { "in code": codeDoor(espalier, app.engine), "over HTTP": httpDoor(server.url) };
  });
  afterEach(() => app.resetGates());
  afterAll(async () => {
    await espalier.close();
    await server[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  function givenBy(door: Door): Given {
    const host = { engine: door, executions: app.executions, said: app.said };
    const given: Given = {
      ...{ door, app, startWorker, stopWorkers },
      gate: app.gate,
      submit: async (canvas) => new TestRun(host, await door.submit(canvas)),
      async run(canvas) {
        const run = await given.submit(canvas);
        await door.wait(run.id);
        return run;
      },
    };
    return given;
  }

  /** Told for each door. The workers are what the one before has left, at least one. */
  function statement(title: string, told: Row | Play): void {
    describe(`${title}:`, () => {
      it.each(DOORS)("%s", async (name) => {
        if (workers.length === 0) await startWorker();
        const given = givenBy(doors[name]);
        if (typeof told === "function") await told(given);
        else await comesTo(given, told);
      });
    });
  }

  /** One row of the table, or a part of it. */
  const row = (number: number, title: string, told: Row | Play) =>
    statement(`case ${number}: ${title}`, told);
  return { row, statement };
}

async function comesTo(given: Given, row: Row): Promise<void> {
  const run = await given.run(row.canvas);
  const shot = await run.look();
  const steps = shot.nodes.filter(({ kind }) => kind === "task").map(({ id }) => id);
  const states = shot.letters(...steps);
  const wanted = row.states ?? steps.map(() => "S").join(" ");
  expect(`${states}, run ${shot.outcome}`).toBe(`${wanted}, run ${row.run ?? "S"}`);
  const containers = Object.keys(row.containers ?? {});
  expect(Object.fromEntries(containers.map((id) => [id, shot.letters(id)]))).toEqual(
    row.containers ?? {},
  );
  expect(shot.nodes.filter((node) => !node.settled)).toEqual([]);
  expect(shot.run.settled).toBe(true);
  if (row.result !== undefined) expect(await run.value()).toEqual(row.result);
  for (const [id, result] of Object.entries(row.results ?? {})) {
    expect(await run.value(id), `the result of ${id}`).toEqual(result);
  }
  const counts = steps.map((id, i) => [id, /^[SF]$/.test(states.split(" ")[i]!) ? 1 : 0]);
  const executed = Object.fromEntries(steps.map((id) => [id, run.count(id)]));
  expect(executed).toEqual({ ...Object.fromEntries(counts), ...row.executed });
  for (const order of row.order ?? []) {
    const [before, after] = order.split(" < ") as [string, string];
    expect(run.ranBefore(before, after), order).toBe(true);
  }
  for (const [id, cause] of Object.entries(row.causes ?? {})) {
    expect(shot.cause(id), `why ${id}`).toBe(cause);
  }
}
