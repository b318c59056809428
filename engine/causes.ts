/** What kept an element from running: followed back through joins and skipped ones to where it began. */
import type { StepRecord } from "./step-record";
import type { Services } from "./core-services";
import { parseRecord } from "./records";
import type { ReadRun } from "./snapshots";

type Range = [first: number, last: number];

/**
 * The elements that failed or were revoked, as ranges. A join remembers its first causes only; where it had
 * more, the range is that of its whole container.
 */
export async function causesOf(
  { redis, keys }: Services,
  run: ReadRun,
  element: number,
): Promise<Range[]> {
  const causes: Range[] = [];
  const seen = new Set<number>([element]);
  let level = [element];
  while (level.length > 0) {
    const key = keys.runKey(run.summary.runId, "steps");
    const texts = await redis.hmget(key, ...level.map(String));
    const next: number[] = [];
    texts.forEach((text, i) => {
      const number = level[i];
      if (text === null || number === undefined) return;
      const record = parseRecord(text);
      // Revoked itself, it may wait for others that were revoked, too.
      if (!isDerived(record)) causes.push([number, number]);
      const known = (record.cs ?? []).filter(([, cause]) => cause >= 0);
      const container = run.index.causeNode(number);
      if ((record.b ?? 0) > known.length && container) {
        causes.push([container.range[0], container.range[1] - 1]);
        return;
      }
      for (const [from, , kind] of known) {
        if (kind !== "unneeded" && !seen.has(from)) next.push(from);
      }
    });
    level = [...new Set(next)];
    for (const number of level) seen.add(number);
  }
  return causes;
}

/** Skipped, or the exit of a container: it is so because of others. */
function isDerived(record: StepRecord): boolean {
  return record.s === "K" || (record.j === 1 && record.s === "F");
}
