"use client";
import { formatDuration, formatElapsed } from "@/core/format";
import { useNow } from "./use-now";

interface ElapsedProps {
  startedAt: number | undefined;
  finishedAt: number | undefined;
}

/** How long something took, or has been taking. Nothing when it has not begun. */
export function Elapsed({ startedAt, finishedAt }: ElapsedProps) {
  const counting = startedAt !== undefined && finishedAt === undefined;
  const now = useNow(counting);
  if (startedAt === undefined) return null;
  const text =
    finishedAt === undefined
      ? formatElapsed(now - startedAt)
      : formatDuration(finishedAt - startedAt);
  return <span className="num">{text}</span>;
}
