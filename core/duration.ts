/** Durations as people type them: `30 s`, `1 h 30 min`, `1.5d`. Whole milliseconds inside. */

/** The names a person may use, by the milliseconds of the unit. */
const UNITS: readonly { ms: number; name: string; names: readonly string[] }[] = [
  { ms: 86_400_000, name: "d", names: ["d", "day", "days"] },
  { ms: 3_600_000, name: "h", names: ["h", "hr", "hour", "hours"] },
  { ms: 60_000, name: "min", names: ["min", "mins", "m", "minute", "minutes"] },
  { ms: 1_000, name: "s", names: ["s", "sec", "secs", "second", "seconds"] },
  { ms: 1, name: "ms", names: ["ms", "millisecond", "milliseconds"] },
];

const MS_BY_NAME = new Map(UNITS.flatMap(({ ms, names }) => names.map((name) => [name, ms])));

export type ReadDuration = { ok: true; ms: number } | { ok: false; message: string };

const no = (message: string): ReadDuration => ({ ok: false, message });

/** The duration in a text. A number alone is refused, unless it is 0: nobody can know its unit. */
export function readDuration(text: string): ReadDuration {
  const bare = text.trim().toLowerCase();
  if (bare === "0") return { ok: true, ms: 0 };
  if (/^\d+([.,]\d+)?$/.test(bare))
    return no(`Say the unit: ${bare} s, ${bare} min or ${bare} ms.`);
  if (!/^(\d+([.,]\d+)?\s*[a-z]+\s*)+$/.test(bare))
    return no('Give a number and its unit, such as "30 s" or "1 h 30 min".');
  let total = 0;
  for (const [, number = "", name = ""] of bare.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+)/g)) {
    const unit = MS_BY_NAME.get(name);
    if (unit === undefined) return no(`"${name}" is no unit. Use ms, s, min, h or d.`);
    total += Number(number.replace(",", ".")) * unit;
  }
  const ms = Math.round(total);
  if (!Number.isSafeInteger(ms)) return no("This is too long to count. Give a shorter time.");
  return { ok: true, ms };
}

/** The exact duration, such that `readDuration` gives it back: `1 min 30 s`, `1 s 250 ms`, `0 ms`. */
export function writeDuration(ms: number): string {
  let rest = ms;
  const parts: string[] = [];
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.ms);
    if (count === 0) continue;
    parts.push(`${count} ${unit.name}`);
    rest -= count * unit.ms;
  }
  return parts.length === 0 ? "0 ms" : parts.join(" ");
}
