import { useEffect } from "react";
import { toast } from "sonner";
import { useRunStore } from "./context";
import { deedBetween, deedWords, traceOf, type Deed, type Trace } from "./others-deeds";
import { isOwnDeed, type OwnDeed } from "./own-deeds";

const OWN: Record<Deed, OwnDeed> = {
  revoked: "revoke",
  retried: "retry",
  "marked as succeeded": "succeed",
};

/** Says what others do to the run while one looks at it. */
export function useOthersDeeds(): void {
  const run = useRunStore();
  useEffect(() => {
    const known = new Map<string, Trace>();
    let paused = run.store.getState().run?.paused;
    const learn = (id: string): Deed | null => {
      const node = run.node(id);
      const before = known.get(id);
      if (node === undefined) known.delete(id);
      if (node === undefined) return null;
      const after = traceOf(node);
      known.set(id, after);
      return before === undefined ? null : deedBetween(before, after);
    };
    for (const { id } of run.nodes()) learn(id);
    const stopNodes = run.source.subscribeAll((changed) => {
      const counts = new Map<Deed, number>();
      for (const id of changed) {
        const deed = learn(id);
        if (deed !== null && !isOwnDeed(OWN[deed])) counts.set(deed, (counts.get(deed) ?? 0) + 1);
      }
      const said = deedWords(counts);
      if (said !== null) toast.info(said);
    });
    const stopRun = run.store.subscribe(({ run: now }) => {
      const before = paused;
      paused = now?.paused;
      if (before === undefined || paused === undefined || before === paused || isOwnDeed("hold"))
        return;
      toast.info(paused ? "Somebody else paused the run" : "Somebody else resumed the run");
    });
    return () => {
      stopNodes();
      stopRun();
    };
  }, [run]);
}
