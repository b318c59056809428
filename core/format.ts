/** Numbers and times as people say them. Pure: the present moment and the time zone are given. */

/** `840 ms`, `1.2 s`, `48 s`, `3 min 4 s`, `2 h 5 min`, `3 d 4 h`. Negative durations read as none. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return pair(seconds, [60, "min"], [1, "s"]);
  if (seconds < 86_400) return pair(seconds, [3_600, "h"], [60, "min"]);
  return pair(seconds, [86_400, "d"], [3_600, "h"]);
}

function pair(seconds: number, large: [number, string], small: [number, string]): string {
  const first = Math.floor(seconds / large[0]);
  const second = Math.floor((seconds % large[0]) / small[0]);
  return second === 0 ? `${first} ${large[1]}` : `${first} ${large[1]} ${second} ${small[1]}`;
}

/** A duration that is counting: whole seconds, so that it does not flicker. */
export function formatElapsed(milliseconds: number): string {
  return milliseconds < 1_000
    ? "0 s"
    : formatDuration(Math.max(Math.floor(milliseconds / 1_000) * 1_000, 0)).replace(".0 s", " s");
}

/** `950`, `4.1k`, `12k`, `1.3M`. */
export function formatCount(count: number): string {
  if (count < 1_000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1_000, "k"] : [count / 1_000_000, "M"];
  const short = value < 9.95 ? value.toFixed(1).replace(".0", "") : String(Math.round(value));
  return `${short}${unit}`;
}

/** `950`, `12,400`: where the exact number counts. */
export function formatExact(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 step`, `2 steps`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `512 B`, `4.1 kB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [value, unit] = bytes < 999_500 ? [bytes / 1_000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

export interface ClockOptions {
  now: number;
  /** IANA name. @default the place's own */
  timeZone?: string;
}

/** `12:31:04` today, `20 Nov 12:31` this year, `20 Nov 2025 12:31` before. 24 hours, local. */
export function formatClock(at: number, options: ClockOptions): string {
  const parts = partsOf(at, options.timeZone);
  const now = partsOf(options.now, options.timeZone);
  const time = `${parts.hour}:${parts.minute}`;
  const day = `${parts.day} ${parts.month}`;
  if (parts.year !== now.year) return `${day} ${parts.year} ${time}`;
  if (day !== `${now.day} ${now.month}`) return `${day} ${time}`;
  return `${time}:${parts.second}`;
}

// To make one takes longer than all that is done with it; moments are written at every render.
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  formats.set(timeZone, made);
  return made;
}

function partsOf(at: number, timeZone: string | undefined) {
  const format = formatIn(timeZone);
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const get = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? "";
  return {
    year: get("year"),
    month: get("month"),
    day: get("day"),
    hour: get("hour"),
    minute: get("minute"),
    second: get("second"),
  };
}
