/** Histograms whose counts lie in Redis, where all workers add to them. */
import { Histogram } from "prom-client";
import { SECONDS } from "@/engine/meters";
import type { MeterSeries } from "@/engine/port-metrics";

interface StoredOptions {
  name: string;
  help: string;
  /** Names of the labels of each series, in its order. */
  labels: readonly string[];
}

/** Shows what was read, in place of what this process would have counted. */
export class StoredHistogram extends Histogram {
  readonly #options: StoredOptions;
  readonly #series: readonly MeterSeries[];

  constructor(options: StoredOptions, series: readonly MeterSeries[]) {
    super({ name: options.name, help: options.help, registers: [] });
    this.#options = options;
    this.#series = series;
  }

  /** A registry asks by this name when it writes the text. */
  getForPromString() {
    const { name, help } = this.#options;
    const values = this.#series.flatMap(({ labels: given, sum, buckets }) => {
      const labels = Object.fromEntries(
        this.#options.labels.map((label, at) => [label, given[at] ?? ""]),
      );
      let count = 0;
      const below = SECONDS.map((bound, at) => {
        count += buckets[at] ?? 0;
        const le = bound === Infinity ? "+Inf" : bound;
        return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
      });
      return [
        ...below,
        { metricName: `${name}_sum`, labels, value: sum },
        { metricName: `${name}_count`, labels, value: count },
      ];
    });
    return { name, help, type: "histogram", aggregator: "sum", values };
  }
}
