import { useEffect, useState } from "react";
import { api } from "@/components/api/client";
import { readMoment, writeMoment } from "@/core/run-at";
import { useRunState, useRunStore } from "../context";
import { writeAddressSoon } from "../write-address";
import { createPastStore, type PastStore } from "./past-store";

/** The past of a run for as long as its page is open; the moment that is looked at stands in the address. */
export function usePast(runId: string): PastStore {
  const run = useRunStore();
  const [past] = useState(() =>
    createPastStore({
      run,
      read: (after, limit) => api.runs.history.query({ runId, after, limit }),
    }),
  );
  useEffect(() => {
    past.start();
    return () => past.close();
  }, [past]);
  useMomentInAddress(past);
  return past;
}

function useMomentInAddress(past: PastStore): void {
  const run = useRunStore();
  const isReady = useRunState(({ status }) => status === "ready");
  // What the address says counts once: when the page opens.
  const [linked] = useState(() =>
    typeof window === "undefined"
      ? null
      : readMoment(new URL(window.location.href).searchParams.get("at")),
  );
  useEffect(() => {
    if (!isReady || linked === null) return;
    const show = () => {
      const history = past.history();
      const submittedAt = run.liveView()?.run.submittedAt ?? 0;
      if (history === null || past.store.getState().status !== "ready") return;
      stop();
      const at = submittedAt + linked.sinceMs;
      const index = linked.seq === undefined ? history.indexAt(at) : history.indexOfSeq(linked.seq);
      past.look({ at, index });
    };
    const stop = past.store.subscribe(show);
    past.open();
    show();
    return stop;
  }, [past, run, isReady, linked]);
  useEffect(() => {
    let leave = () => {};
    const stop = past.store.subscribe(({ moment }, before) => {
      if (moment === before.moment) return;
      leave();
      leave = writeAddressSoon((params) =>
        writeAt(params, past, run.liveView()?.run.submittedAt ?? 0),
      );
    });
    return () => {
      leave();
      stop();
    };
  }, [past, run]);
}

function writeAt(params: URLSearchParams, past: PastStore, submittedAt: number): void {
  const { moment } = past.store.getState();
  if (moment === null) params.delete("at");
  else {
    // Before the first event is a moment, too.
    const seq = moment.index === 0 ? 0 : past.history()?.events[moment.index - 1]?.seq;
    const sinceMs = moment.at - submittedAt;
    params.set("at", writeMoment({ sinceMs, ...(seq === undefined ? {} : { seq }) }));
  }
}
