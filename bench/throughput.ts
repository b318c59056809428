/**
 * How many steps a second, beside BullMQ's own flows and plain jobs on the same Redis, and beside Celery where that
 * is installed: a wide chord, a wider group, a chain, and steps without dependencies. Ours records states, events
 * and results of every step; a flow keeps the jobs and their return values.
 */
import type { WorkflowNode } from "@/core/node";
import { callOf, chain, chord, group } from "@/library";
import { findCelery } from "./lib/celery";
import { flowChain, flowChord, rawJobs } from "./lib/bullmq-flows";
import { withEngine } from "./lib/engine";
import { withBenchRedis } from "./lib/redis";
import { printMachine, printRows, type Row } from "./lib/report";
import { median } from "./lib/stats";

const WIDE = Number(process.env.BENCH_WIDE ?? 10_000);
const WIDER = Number(process.env.BENCH_WIDER ?? 100_000);
const LONG = Number(process.env.BENCH_LONG ?? 1_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** Of Celery, which takes a hundred times as long. */
const CELERY = { wide: 2_000, long: 200 };

const adds = (count: number) => Array.from({ length: count }, (_, i) => callOf("math.add", [i, i]));
const wide = chord(adds(WIDE), callOf("math.sum")).node;
const free = group(...adds(WIDE)).node;
const wider = group(...adds(WIDER)).node;
const long = chain(
  callOf("math.add", [0, 1]),
  ...Array.from({ length: LONG - 1 }, () => callOf("math.add", [1])),
).node;

const celery = findCelery();
printMachine(["bullmq", "ioredis"], celery ? [`Celery ${celery.version}`] : []);
const times = new Map<string, number[]>();
const note = (what: string, ms: number) => times.set(what, [...(times.get(what) ?? []), ms]);
const of = (what: string) => median(times.get(what) ?? []);
const perSecond = (count: number, what: string) => (count / of(what)) * 1000;

await withBenchRedis(async (redis) => {
  const ours = (root: WorkflowNode) => withEngine(redis, ({ run }) => run(root));
  for (let round = 0; round < ROUNDS; round += 1) {
    note("flow chord", await flowChord(redis, WIDE));
    note("chord", (await ours(wide)).ms);
    note("flow chain", await flowChain(redis, LONG));
    note("chain", (await ours(long)).ms);
    note("raw", await rawJobs(redis, WIDE));
    note("free", (await ours(free)).processingMs);
  }
  if (celery) {
    const { chordMs, chainMs } = await celery.measure(redis, CELERY);
    note("celery chord", chordMs);
    note("celery chain", chainMs);
  }
  note("flow group", await flowChord(redis, WIDER));
  note("group", (await ours(wider)).ms);
});
printRows([
  {
    what: `Chord of ${WIDE}`,
    value: perSecond(WIDE, "chord"),
    unit: "steps/s",
    beside: { name: "FlowProducer", value: perSecond(WIDE, "flow chord") },
    share: { atLeast: 1.5 },
  },
  {
    what: `Group of ${WIDER}`,
    value: perSecond(WIDER, "group"),
    unit: "steps/s",
    beside: { name: "FlowProducer", value: perSecond(WIDER, "flow group") },
    share: { atLeast: 1.5 },
  },
  {
    what: `Hop of a chain of ${LONG}`,
    value: of("chain") / LONG,
    beside: { name: "FlowProducer", value: of("flow chain") / LONG },
    share: { atMost: 0.4 },
  },
  {
    what: `${WIDE} steps without dependencies, processing alone`,
    value: perSecond(WIDE, "free"),
    unit: "steps/s",
    beside: { name: "plain BullMQ jobs", value: perSecond(WIDE, "raw") },
    share: { atLeast: 0.7 },
  },
  ...(celery ? besideCelery() : []),
]);
process.exit(0);

/** Ours beside Celery's own canvases, smaller ones. */
function besideCelery(): Row[] {
  return [
    {
      what: "Chord, beside Celery's",
      value: perSecond(WIDE, "chord"),
      unit: "steps/s",
      beside: {
        name: `Celery's of ${CELERY.wide}`,
        value: perSecond(CELERY.wide, "celery chord"),
      },
    },
    {
      what: "Hop of a chain, beside Celery's",
      value: of("chain") / LONG,
      beside: { name: `Celery's of ${CELERY.long}`, value: of("celery chain") / CELERY.long },
    },
  ];
}
