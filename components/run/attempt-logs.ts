/** Which execution of a step wrote which line. Pure. */

interface Execution {
  attempt: number;
  startedAt?: number;
}

interface Line {
  /** Of Redis' stream: its first part is the time by Redis' clock, which executions are told in, too. */
  id: string;
  attempt: number;
}

/**
 * The lines of each execution, oldest first, as the executions are. Attempts are counted anew after a retry
 * and for each iteration: of those with a line's number the last that had begun when it came wrote it.
 */
export function linesByExecution<L extends Line>(
  executions: readonly Execution[],
  lines: readonly L[],
): L[][] {
  const written = executions.map((): L[] => []);
  for (const line of lines) {
    const at = Number.parseInt(line.id, 10);
    let found = -1;
    for (const [index, { attempt, startedAt }] of executions.entries()) {
      if (attempt !== line.attempt || startedAt === undefined) continue;
      if (found < 0 || startedAt <= at) found = index;
    }
    written[found]?.push(line);
  }
  return written;
}
