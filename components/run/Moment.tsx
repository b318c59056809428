"use client";
import { useNow } from "@/components/canvas/use-now";
import { formatClock } from "@/core/format";

/** A point in time: local, the full one on hover. Empty on the server, which does not know the place. */
export function Moment({ at }: { at: number }) {
  const now = useNow(false);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={new Date(at).toISOString()}
      className="num whitespace-nowrap"
      suppressHydrationWarning
    >
      {now === 0 ? "" : formatClock(at, { now })}
    </time>
  );
}
