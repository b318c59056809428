/** Processes that a benchmark has started, as Linux tells of them. */
import { readdirSync, readFileSync } from "node:fs";

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It has ended meanwhile.
    return "";
  }
}

function parentOf(pid: string): string {
  return /\) \w (\d+)/.exec(read(pid, "stat"))?.[1] ?? "";
}

function descends(pid: string, from: string): boolean {
  for (let at = pid; at !== "" && at !== "0"; at = parentOf(at)) if (at === from) return true;
  return false;
}

/** The process below this one whose command line matches. @throws Error when there is none */
export function findBelow(pattern: RegExp): string {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const mine = pids.filter((pid) => descends(pid, String(process.pid)));
  const found = mine.find((pid) => pattern.test(read(pid, "cmdline").replaceAll("\0", " ")));
  if (found === undefined) throw new Error(`No process below this one matches ${String(pattern)}`);
  return found;
}

/** Memory that the process has, in MB. */
export function memoryOf(pid: string): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(read(pid, "status"))?.[1]) / 1024;
}

/** Ticks of the kernel's clock in a second, on every Linux there is. */
const TICKS = 100;

/** Milliseconds of a processor that the process has had, in its own code and in the kernel's. */
export function cpuOf(pid: string): number {
  const [, after = ""] = read(pid, "stat").split(") ");
  const fields = after.split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/** Milliseconds for which its first thread could have gone on and had no processor: others had them. */
export function waitedOf(pid: string): number {
  return Number(read(pid, "schedstat").split(" ")[1]) / 1e6;
}
