/** One test of the matrix: it plays on a stage of its own, prints its seed, is checked, and leaves a row. */
import { appendFileSync } from "node:fs";
import { it } from "vitest";
import { createRandom } from "../random";
import type { FaultStore } from "./redis-server";
import { Stage, type StageOptions } from "./stage";

export interface FaultSpec<S extends FaultStore> extends Omit<StageOptions, "random" | "store"> {
  /** Another store than one Redis of the test's own. */
  store?: () => Promise<S>;
  /** Of the matrix, for example `T4`; with a letter behind it where a test has parts. */
  id: string;
  /** What is done to it, in the present tense. */
  title: string;
  /** After which it has failed. @default 15 minutes */
  boundMs?: number;
}

/** A row of the table that `npm run test:faults` writes. */
export interface FaultRow {
  id: string;
  title: string;
  seed: number;
  passed: boolean;
  /** What was measured or counted. */
  result: string;
  ms: number;
}

/** Of one test alone; the same workflows and the same order of faults come again. */
const SEED = process.env.FAULT_SEED;
const REPORT = process.env.FAULTS_REPORT;
const BOUND_MS = 900_000;

/** @param play may say what it measured with `tell`; the invariants are checked after it */
export function fault<S extends FaultStore = FaultStore>(
  { id, title, boundMs = BOUND_MS, store: open, ...options }: FaultSpec<S>,
  play: (stage: Stage, tell: (result: string) => void, store: S) => Promise<void>,
): void {
  const seed = SEED === undefined ? Math.floor(Math.random() * 1e9) : Number(SEED);
  it(`${id}: ${title} (FAULT_SEED=${seed})`, { timeout: boundMs }, async () => {
    const from = performance.now();
    const told: string[] = [];
    let passed = false;
    try {
      const own = open && { store: await open() };
      await using stage = await Stage.open({ ...options, ...own, random: createRandom(seed) });
      await play(stage, (result) => told.push(result), stage.store as S);
      await stage.check();
      passed = true;
    } finally {
      const ms = Math.round(performance.now() - from);
      report({ id, title, seed, passed, result: told.join("; "), ms });
    }
  });
}

function report(row: FaultRow): void {
  if (REPORT) appendFileSync(REPORT, `${JSON.stringify(row)}\n`);
}
