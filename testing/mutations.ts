/** Documents that are nearly right: a good one with a few things changed anywhere in it. */
import type { Random } from "./random";

type Holder = { [key: string | number]: unknown };

interface Slot {
  holder: Holder;
  key: string | number;
}

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 1.5, 2 ** 31, 1e300, "", "x", "a b", "task", "chain", "fixed"],
  ...["2026-12-01T08:00:00Z", "2026-13-01T08:00:00Z", "2026-12-01", [], {}, [[]], { a: 1 }],
  { kind: "task", task: "flow.echo" },
  { kind: "group", children: [] },
  { $signature: { kind: "task", task: "flow.echo" } },
  { $signature: { kind: "chain", children: [] } },
];

const KEYS: readonly string[] = [
  ...["kind", "task", "args", "kwargs", "children", "header", "body", "root", "over", "id", "name"],
  ...["label", "note", "optional", "onSuccess", "onFailure", "options", "delayMs", "eta", "window"],
  ...["chunkSize", "passResult", "immutable", "version", "$schema", "$signature", "extra"],
];

/** A copy of `document` in which `count` things are removed, replaced, renamed or added. */
export function randomMutation(random: Random, document: unknown, count: number): unknown {
  const whole = { document: structuredClone(document) };
  for (let i = 0; i < count; i++) mutate(random, random.pick(slotsOf(whole.document, whole)));
  return whole.document;
}

function mutate(random: Random, { holder, key }: Slot): void {
  const here = holder[key];
  const change = random.int(5);
  if (change === 0 && key !== "document") remove(holder, key);
  else if (change === 1 && isHolder(here)) here[random.pick(KEYS)] = random.pick(VALUES);
  else if (change === 2 && key !== "document") rename(random, holder, key);
  else if (change === 3 && Array.isArray(here)) here.push(...structuredClone(here));
  else holder[key] = structuredClone(random.pick(VALUES));
}

function remove(holder: Holder, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function rename(random: Random, holder: Holder, key: string | number): void {
  const value = holder[key];
  remove(holder, key);
  if (!Array.isArray(holder)) holder[random.pick(KEYS)] = value;
}

/** Every place in a value that something stands in, itself included. */
function slotsOf(value: unknown, holder: Holder, key: string | number = "document"): Slot[] {
  const own = { holder, key };
  if (typeof value !== "object" || value === null) return [own];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inside = value as Holder;
  return [own, ...keys.flatMap((each) => slotsOf(inside[each], inside, each))];
}

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
