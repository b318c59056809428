/** What time was spent on, in words. */
import type { Spent } from "@/core/timeline";

export const SPENT_WORDS: Record<Spent, { title: string; tells: string }> = {
  running: { title: "Running", tells: "A worker had the step." },
  queued: { title: "Queue", tells: "Ready, while other steps of the run kept workers at work." },
  noWorker: {
    title: "Waiting for a worker",
    tells: "Ready, and nothing of the run ran: no worker was there, or they worked for other runs.",
  },
  backoff: { title: "Backoff", tells: "Between two automatic attempts." },
  delayed: { title: "Delay", tells: "A delay or a date kept it." },
  held: { title: "Paused", tells: "The run was paused." },
  retry: { title: "Until it was retried", tells: "It had ended, until somebody ran it again." },
  between: {
    title: "Engine between",
    tells: "What was before it had ended, and the engine had not made it ready yet.",
  },
};

/** Each has a colour and a pattern: colour alone tells nobody. */
export const SPENT_STYLE: Record<Spent, string> = {
  running: "bg-[var(--state-running)]",
  queued: "bg-[var(--state-queued)] opacity-70",
  noWorker: "border border-[var(--state-queued)] bg-panel",
  backoff: "bg-[repeating-linear-gradient(90deg,var(--state-retrying)_0_4px,transparent_4px_7px)]",
  delayed: "bg-[repeating-linear-gradient(90deg,var(--state-scheduled)_0_1px,transparent_1px_4px)]",
  held: "bg-[repeating-linear-gradient(0deg,var(--state-held)_0_2px,transparent_2px_4px)]",
  retry: "border border-dashed border-[var(--state-failed)]",
  between: "border border-dotted border-rail",
};
