/**
 * Columns of values in few characters of JSON. Of ten thousand steps most say the same as the one before,
 * or a moment later.
 */
import type { Json } from "@/core/node";

type Value = Json | undefined;

/**
 * `runs`: values and how often each stands there in a row. `steps`: integers, each as the difference to the
 * one before it; null where there is none. `words`: texts that stand there several times, by their place.
 * `each`: anything else; null where there is none.
 */
export type Column =
  | { runs: Json[] }
  | { steps: (number | null)[] }
  | { words: string[]; each: (number | null)[] }
  | { each: Json[] };

/** Null stands for what is absent, so no value may be null itself. `undefined`: all are absent. */
export function packColumn(values: readonly Value[]): Column | undefined {
  const count = countRuns(values);
  if (count === 0 || (count === 1 && values[0] === undefined)) return undefined;
  if (count === 1 || count * 4 <= values.length) return { runs: runsOf(values) };
  if (values.every((value) => value === undefined || Number.isInteger(value)))
    return { steps: stepsOf(values as (number | undefined)[]) };
  return wordsOf(values) ?? { each: values.map((value) => value ?? null) };
}

/** `undefined` when there are other values than texts, or too few that stand there more than once. */
function wordsOf(values: readonly Value[]): Column | undefined {
  const words = new Map<string, number>();
  const each: (number | null)[] = [];
  for (const value of values) {
    if (value === undefined) {
      each.push(null);
      continue;
    }
    if (typeof value !== "string") return undefined;
    let place = words.get(value);
    if (place === undefined) {
      place = words.size;
      if (place * 2 >= values.length) return undefined;
      words.set(value, place);
    }
    each.push(place);
  }
  return { words: [...words.keys()], each };
}

function countRuns(values: readonly Value[]): number {
  let count = 0;
  for (let at = 0; at < values.length; at += 1)
    if (at === 0 || values[at] !== values[at - 1]) count += 1;
  return count;
}

/** The values of a column of `count` rows. */
export function unpackColumn(column: Column | undefined, count: number): Value[] {
  if (column === undefined) return new Array<Value>(count).fill(undefined);
  if ("runs" in column) return fromRuns(column.runs, count);
  if ("steps" in column) {
    let last = 0;
    return column.steps.map((step) => (step === null ? undefined : (last += step)));
  }
  if ("words" in column) {
    const { words, each } = column;
    return each.map((place) => (place === null ? undefined : words[place]));
  }
  return column.each.map((value) => value ?? undefined);
}

function runsOf(values: readonly Value[]): Json[] {
  const runs: Json[] = [];
  let [last, count]: [Value, number] = [undefined, 0];
  const end = () => {
    if (count > 0) runs.push(last ?? null, count);
  };
  for (const value of values) {
    if (count === 0 || value !== last) {
      end();
      [last, count] = [value, 0];
    }
    count += 1;
  }
  end();
  return runs;
}

function fromRuns(runs: readonly Json[], count: number): Value[] {
  const values = new Array<Value>(count);
  let at = 0;
  for (let index = 0; index < runs.length; index += 2) {
    const end = at + Number(runs[index + 1]);
    values.fill(runs[index] ?? undefined, at, end);
    at = end;
  }
  return values;
}

function stepsOf(values: readonly (number | undefined)[]): (number | null)[] {
  let last = 0;
  return values.map((value) => {
    if (value === undefined) return null;
    const step = value - last;
    last = value;
    return step;
  });
}
