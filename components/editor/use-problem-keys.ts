"use client";
import { useEffect } from "react";
import { stepToProblem } from "./problem-going";
import { globalAction } from "./shortcuts";
import { useEditorShared } from "./use-editor";

/** F8 and Shift+F8 go from problem to problem, as long as the table of shortcuts does not say so. */
export function useProblemKeys(): void {
  const shared = useEditorShared();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isOther = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key !== "F8" || isOther || event.defaultPrevented) return;
      if (globalAction(event) !== null) return;
      event.preventDefault();
      stepToProblem(shared, event.shiftKey ? -1 : 1);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [shared]);
}
