/**
 * How many steps a second, beside BullMQ's own flows on the same Redis: a wide chord, and a chain. Ours
 * records states, events and results of every step; a flow keeps the jobs and their return values.
 */
import { printMachine, printRows, type Row } from "./lib/report";
import { withBenchRedis } from "./lib/redis";
import { flowChain, flowChord, rawJobs } from "./lib/bullmq-flows";
import { median } from "./lib/stats";
import { withEngine } from "./lib/engine";
import { callOf, chain, chord } from "@/library";

const WIDE = Number(process.env.BENCH_WIDE ?? 10_000);
const LONG = Number(process.env.BENCH_LONG ?? 1_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

const wide = chord(
  Array.from({ length: WIDE }, (_, i) => callOf("math.add", [i, i])),
  callOf("math.sum"),
);
const long = chain(
  callOf("math.add", [0, 1]),
  ...Array.from({ length: LONG - 1 }, () => callOf("math.add", [1])),
);

printMachine(["bullmq", "ioredis"]);
const rows: Row[] = [];
await withBenchRedis(async (redis) => {
  const times: { [what: string]: number[] } = {};
  const note = async (what: string, measure: () => Promise<number>) => {
    (times[what] ??= []).push(await measure());
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await note("flow chord", () => flowChord(redis, WIDE));
    await note("chord", () => withEngine(redis, (run) => run(wide.node)));
    await note("flow chain", () => flowChain(redis, LONG));
    await note("chain", () => withEngine(redis, (run) => run(long.node)));
    await note("raw", () => rawJobs(redis, WIDE));
  }
  const of = (what: string) => median(times[what] ?? []);
  const perSecond = (count: number, ms: number) => (count / ms) * 1000;
  rows.push(
    {
      what: `Chord of ${WIDE}`,
      value: perSecond(WIDE, of("chord")),
      unit: "steps/s",
      beside: { name: "FlowProducer", value: perSecond(WIDE, of("flow chord")) },
    },
    {
      what: `Chord of ${WIDE}`,
      value: perSecond(WIDE, of("chord")),
      unit: "steps/s",
      beside: { name: "plain jobs", value: perSecond(WIDE, of("raw")) },
    },
    {
      what: `Hop of a chain of ${LONG}`,
      value: of("chain") / LONG,
      beside: { name: "FlowProducer", value: of("flow chain") / LONG },
    },
  );
});
printRows(rows);
