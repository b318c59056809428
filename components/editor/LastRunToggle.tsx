"use client";
import { History } from "lucide-react";
import { IconButton } from "@/components/ui/Button";
import { useEditorShared } from "./use-editor";
import { useTrials } from "./use-trial";

/** Shows the states and times of the last run on the draft; nothing before there was one. */
export function LastRunToggle() {
  const { trials } = useEditorShared();
  const lastRun = useTrials((state) => state.lastRun);
  const isShown = useTrials((state) => state.isShown);
  if (lastRun === null) return null;
  return (
    <IconButton
      label={isShown ? "Hide the last run" : "Show the last run"}
      aria-pressed={isShown}
      className={isShown ? "bg-selected text-ink" : ""}
      onClick={() => trials.getState().show(!isShown)}
    >
      <History aria-hidden />
    </IconButton>
  );
}
