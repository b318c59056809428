import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { api } from "@/components/api/client";
import { useNow } from "@/components/canvas/use-now";
import type { NodeView } from "@/core/snapshot";
import { waitingReasons, type Reason } from "@/core/waiting";
import { useRunStore } from "./context";

/** Places in queues change without an event of the run. */
const ASK_EVERY_MS = 2_000;
/** What is before it may change at every event; words that change faster than this cannot be read. */
const LOOK_EVERY_MS = 400;

const isOpen = (view: NodeView) => !view.settled || view.state === "pending";

/** Why a node is not running, kept up to date while shown, and what Redis' clock says now. */
export function useWaiting(runId: string, view: NodeView) {
  const run = useRunStore();
  const version = useRunVersion(isOpen(view));
  const facts = useQuery({
    queryKey: ["waiting", runId, view.id, view.state, view.epoch, view.attempt],
    queryFn: () => api.runs.waiting.query({ runId, nodeId: view.id }),
    enabled: isOpen(view),
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

/** Another number after nodes of the run changed, not at each frame. */
function useRunVersion(enabled: boolean): number {
  const { source } = useRunStore();
  const [version, setVersion] = useState(0);
  useEffect(() => {
    if (!enabled) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = source.subscribeAll(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion((before) => before + 1);
      }, LOOK_EVERY_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [source, enabled]);
  return version;
}
