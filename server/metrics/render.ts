/** What is so, in the text that Prometheus reads. docs/operating.md lists it. */
import { collectDefaultMetrics, Gauge, Registry, type Metric } from "prom-client";
import type { EngineMetrics } from "@/engine/port-metrics";
import { eventLag } from "../event-lag";
import { openStreams } from "../streams";
import { StoredHistogram } from "./stored";

// Of this process: memory, processor, event loop. On globalThis: their observers are of the process.
const OWN = Symbol.for("espalier.process-metrics");
const shared = globalThis as { [OWN]?: Registry };

function ownRegistry(): Registry {
  if (shared[OWN]) return shared[OWN];
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(eventLag());
  shared[OWN] = registry;
  return registry;
}

type Sample = [labels: { [label: string]: string }, value: number];

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  const labelNames = [...new Set(samples.flatMap(([labels]) => Object.keys(labels)))];
  const made = new Gauge({ name: `espalier_${name}`, help, labelNames, registers: [] });
  for (const [labels, value] of samples) made.set(labels, value);
  return made;
}

const one = (value: number): Sample[] => [[{}, value]];

export async function renderMetrics(metrics: EngineMetrics): Promise<Response> {
  const registry = new Registry();
  for (const metric of [...gaugesOf(metrics), ...histogramsOf(metrics)]) {
    registry.registerMetric(metric);
  }
  const texts = await Promise.all([registry.metrics(), ownRegistry().metrics()]);
  return new Response(texts.join("\n"), {
    headers: { "content-type": registry.contentType, "cache-control": "no-store" },
  });
}

function gaugesOf({ queues, workers, memory, runs, steps }: EngineMetrics): Metric[] {
  const sum = (of: "running" | "concurrency") =>
    workers.reduce((total, worker) => total + worker[of], 0);
  return [
    gauge(
      "queue_jobs",
      "Deliveries in BullMQ. Of a large run most steps wait in the run itself.",
      queues.flatMap(({ name: queue, waiting, active, delayed }): Sample[] => [
        [{ queue, state: "waiting" }, waiting],
        [{ queue, state: "active" }, active],
        [{ queue, state: "delayed" }, delayed],
      ]),
    ),
    gauge(
      "queue_paused",
      "1: workers take nothing from the queue.",
      queues.map(({ name: queue, paused }) => [{ queue }, Number(paused)]),
    ),
    gauge(
      "queue_workers",
      "Workers online that serve the queue.",
      queues.map(({ name: queue, workers: serving }) => [{ queue }, serving.length]),
    ),
    gauge("workers", "Workers online.", one(workers.length)),
    gauge("worker_slots", "Steps that all workers may execute at once.", one(sum("concurrency"))),
    gauge("worker_steps", "Steps that workers execute now.", one(sum("running"))),
    gauge("runs", "Runs that are stored.", [
      [{ state: "live" }, runs.live],
      [{ state: "settled" }, Math.max(0, runs.all - runs.live)],
    ]),
    gauge("runs_kept", "Settled runs that are not pinned: they go in their time.", one(runs.kept)),
    gauge(
      "steps",
      "Steps of the runs under way.",
      Object.entries(steps).map(([state, count]) => [{ state }, count]),
    ),
    gauge("redis_memory_bytes", "What Redis counts against its maxmemory.", one(memory.usedBytes)),
    gauge("redis_memory_max_bytes", "maxmemory; 0: none.", one(memory.maxBytes ?? 0)),
    gauge(
      "refuses_runs",
      "1: too little memory is left, new runs are refused.",
      one(Number(memory.refusesRuns)),
    ),
    gauge(
      "streams",
      "Open streams of this process: viewers of runs and lists.",
      one(openStreams()),
    ),
  ];
}

function histogramsOf({ finishedSteps, finishedRuns }: EngineMetrics): Metric[] {
  const step = {
    name: "espalier_step_seconds",
    help: "How long executions of steps took, by what came of them.",
    labels: ["task", "outcome"],
  };
  const run = {
    name: "espalier_run_seconds",
    help: "From submission until a run had settled, by its state; again when it is retried.",
    labels: ["state"],
  };
  return [new StoredHistogram(step, finishedSteps), new StoredHistogram(run, finishedRuns)];
}
