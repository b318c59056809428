"use client";
import { useEffect, useState } from "react";
import type { Problem } from "@/core/problem";
import { walkProblems, type ProblemSpot } from "./problem-walk";
import { useEditorShared } from "./use-editor";
import { useFixes } from "./use-fixes";

/** F8 and Shift+F8 go from problem to problem. Gives the one that was gone to last, while it is there. */
export function useProblemKeys(): [
  ProblemSpot | null,
  (problem: Problem, spot: ProblemSpot) => void,
] {
  const { store } = useEditorShared();
  const { goTo } = useFixes();
  const [spot, setSpot] = useState<ProblemSpot | null>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isOther = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key !== "F8" || isOther || event.defaultPrevented) return;
      event.preventDefault();
      const next = walkProblems(store.getState().problems, spot, event.shiftKey ? -1 : 1);
      if (next === null) return;
      setSpot(next.spot);
      goTo(next.problem);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [store, goTo, spot]);
  return [
    spot,
    (problem, to) => {
      setSpot(to);
      goTo(problem);
    },
  ];
}
