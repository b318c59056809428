"use client";
import { Pin } from "lucide-react";
import { IconButton } from "@/components/ui/Button";
import { pin, unpin } from "./actions";
import { useDeed } from "./use-deed";

interface PinButtonProps {
  run: { runId: string; pinned: boolean };
  size?: "regular" | "compact";
  className?: string;
}

/** Keeps a run however old it gets, or lets it go with the others again. */
export function PinButton({ run, size = "regular", className }: PinButtonProps) {
  const [busy, deed] = useDeed();
  const { runId, pinned } = run;
  return (
    <IconButton
      label={pinned ? "Pinned: this run stays. Click to unpin" : "Pin: keep this run"}
      aria-label="Pin"
      aria-pressed={pinned}
      disabled={busy}
      size={size}
      {...(className === undefined ? {} : { className })}
      onClick={() => deed(() => (pinned ? unpin(runId) : pin(runId)))}
    >
      <Pin className={pinned ? "fill-current text-ink" : ""} />
    </IconButton>
  );
}
