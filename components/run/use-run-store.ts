import { useEffect, useState } from "react";
import { reportConnection } from "@/components/api/connection";
import { watchVisibility } from "@/components/api/visibility";
import { apiRunPort } from "./run-port";
import { createRunStore } from "./run-store";
import type { RunStore } from "./run-store";

/** The store of one run for as long as the page shows it. */
export function useLiveRunStore(runId: string): RunStore {
  const [run] = useState(() =>
    createRunStore({
      runId,
      port: apiRunPort,
      schedule: (flush) => requestAnimationFrame(flush),
      onConnection: reportConnection,
    }),
  );
  useEffect(() => {
    run.start();
    const unwatch = watchVisibility({ onSleep: () => run.pause(), onWake: () => run.resume() });
    return () => {
      unwatch();
      run.close();
    };
  }, [run]);
  return run;
}
