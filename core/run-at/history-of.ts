/** A history from what is kept of a run. */
import type { NodeRow, RunEvent, StepStatus } from "@/core/events";
import { bornRows, standingOf, type RunView } from "@/core/run-view";
import { RunHistory } from "./history";
import { eventsForTrimmed } from "./trimmed";

export interface OpenedHistory {
  history: RunHistory;
  /** All before this moment is put together from the times of the steps; absent: everything is kept. */
  approximateUntil?: number;
}

/**
 * @param live the run as it is, after all of these events
 * @param events those that are kept, oldest first
 * @param first the number of the oldest one that is kept; above 1 the beginning is gone
 */
export function historyOf(
  live: RunView,
  events: readonly RunEvent[],
  first: number,
): OpenedHistory {
  const history = new RunHistory(live);
  if (first <= 1) {
    history.append(events);
    return { history };
  }
  const { submittedAt } = live.run;
  history.append(
    eventsForTrimmed({
      ...{ events, first, submittedAt },
      statuses: statusesOf(live),
      unexplained: unexplainedIn(live, events),
    }),
  );
  history.append(events);
  return { history, approximateUntil: events[0]?.at ?? live.run.finishedAt ?? submittedAt };
}

function statusesOf(view: RunView): Map<string, StepStatus> {
  const { rows, statuses } = standingOf(view);
  const known = new Map<string, StepStatus>();
  rows.forEach((row, at) => {
    const status = statuses[at];
    if (status !== undefined && (row.kind === "task" || row.hasOwnStep)) known.set(row.id, status);
  });
  return known;
}

/** Nodes that are there, and whose birth is in none of the events. */
function unexplainedIn(view: RunView, events: readonly RunEvent[]): Map<string, NodeRow[]> {
  const told = new Set<string>();
  for (const event of events) {
    if (event.type === "nodes.born") for (const { id } of event.nodes) told.add(id);
  }
  const unexplained = new Map<string, NodeRow[]>();
  for (const [bearer, rows] of bornRows(view)) {
    const left = rows.filter(({ id }) => !told.has(id));
    if (left.length > 0) unexplained.set(bearer, left);
  }
  return unexplained;
}
