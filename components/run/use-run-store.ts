import { useEffect, useState } from "react";
import { reportConnection } from "@/components/api/connection";
import { watchVisibility } from "@/components/api/visibility";
import { apiRunPort } from "./run-port";
import { createRunStore } from "./run-store";
import { scheduleFrame } from "./schedule-frame";
import { wantsNotice } from "./use-end-notice";
import type { RunStore } from "./run-store";

/** The store of one run for as long as the page shows it. */
export function useLiveRunStore(runId: string): RunStore {
  const [run] = useState(() =>
    createRunStore({
      runId,
      port: apiRunPort,
      schedule: scheduleFrame,
      onConnection: reportConnection,
    }),
  );
  useEffect(() => {
    run.start();
    const unwatch = watchVisibility({
      onSleep: () => run.pause(),
      onWake: () => run.resume(),
      // Who wants to be told of the end cannot be told by a page that sleeps.
      maySleep: () => !wantsNotice(),
    });
    return () => {
      unwatch();
      run.close();
    };
  }, [run]);
  return run;
}
