import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "@/components/api/client";
import { useNow } from "@/components/canvas/use-now";
import type { NodeView } from "@/core/snapshot";
import { waitingReasons, type Reason } from "@/core/waiting";
import { useRunState, useRunStore } from "./context";
import { useRunVersion } from "./use-run-version";

/** Places in queues change without an event of the run. */
const ASK_EVERY_MS = 2_000;

/** Of a container whose turn has come the events tell all there is. */
const hasFacts = (view: NodeView) =>
  view.kind === "task" || view.own !== undefined || view.state === "pending";

const isOpen = (view: NodeView) => !view.settled || view.state === "pending";

/** Why a node is not running, kept up to date while shown, and what Redis' clock says now. */
export function useWaiting(runId: string, view: NodeView) {
  const run = useRunStore();
  // Of a moment that is over nobody can say now where a step stood in its queue.
  const isNow = !useRunState((state) => state.isPast);
  const version = useRunVersion(isOpen(view));
  const facts = useQuery({
    // Asked to stop, it has another time at which it is taken away: what was told before does not count.
    queryKey: ["waiting", runId, view.id, view.state, view.epoch, view.attempt, view.revoking],
    queryFn: () => api.runs.waiting.query({ runId, nodeId: view.id }),
    enabled: isOpen(view) && isNow && hasFacts(view),
    refetchInterval: ASK_EVERY_MS,
    staleTime: 0,
    gcTime: 0,
  });
  const { data, dataUpdatedAt, error } = facts;
  const reasons = useMemo((): Reason[] => {
    const whole = run.view();
    return whole === null ? [] : waitingReasons(whole, view.id, data);
    // The view of the run is changed in place: its version stands for it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [run, view, data, version]);
  const here = useNow(isOpen(view));
  const skew = data === undefined ? 0 : data.now - dataUpdatedAt;
  return { reasons, now: here + skew, error };
}
