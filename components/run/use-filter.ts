import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useState } from "react";
import { findNodes, parseFilter, type Found } from "@/core/run-filter";
import { useRunState, useRunStore } from "./context";
import { useRunVersion } from "./use-run-version";
import { writeAddress } from "./write-address";

export interface RunFilter {
  text: string;
  setText: (text: string) => void;
  /** `null` while there is no filter, or it is not understood. */
  found: Found | null;
  /** Why it is not understood. */
  problem: string | null;
}

/** The filter of the page: in its address, and on the drawing, where all else is dimmed. */
export function useFilter(): RunFilter {
  const run = useRunStore();
  const [text, setOwn] = useState(useSearchParams().get("filter") ?? "");
  const isReady = useRunState((state) => state.status === "ready");
  const parsed = useMemo(() => parseFilter(text), [text]);
  const isOn = parsed.ok && parsed.terms.length > 0;
  const version = useRunVersion(isOn);
  const found = useMemo(
    () => (parsed.ok && isOn && isReady ? findNodes(run.nodes(), parsed.terms) : null),
    // The nodes are changed in place: the version stands for them.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [parsed, isOn, isReady, run, version],
  );
  useEffect(() => run.light(found?.lit ?? null), [run, found]);
  const setText = useCallback((next: string) => {
    setOwn(next);
    writeAddress((params) => {
      if (next.trim() === "") params.delete("filter");
      else params.set("filter", next);
    });
  }, []);
  return { text, setText, found, problem: parsed.ok ? null : parsed.problem };
}
