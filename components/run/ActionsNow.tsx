"use client";
import type { ReactNode } from "react";
import { useRunState } from "./context";

interface ActionsNowProps {
  children: ReactNode;
  /** Says why in words beside them, not only to those who listen. */
  says?: boolean;
}

/** Around what acts on the run: while a moment that is over is shown all in it is off, and says why. */
export function ActionsNow({ children, says = false }: ActionsNowProps) {
  const isPast = useRunState((state) => state.isPast);
  const reason = "You look at the past: go back to live to act.";
  return (
    <>
      {isPast && says ? <span className="text-meta text-soft">{reason}</span> : null}
      <fieldset
        disabled={isPast}
        {...(isPast ? { "aria-label": reason } : {})}
        className="contents"
        data-actions
      >
        {children}
      </fieldset>
    </>
  );
}
