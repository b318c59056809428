/** The end of a step's process that said nothing of its step, as the failure of the step. */
import type { Outcome } from "../handler";

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** It could not be started. */
  error?: Error;
}

const HINTS: { [signal: string]: string } = {
  SIGKILL: " Mostly the machine ends a process so that takes too much memory.",
  SIGABRT: " Mostly Node ends so when its heap is full: look at NODE_OPTIONS=--max-old-space-size.",
  SIGSEGV: " Native code has read memory that is not its own.",
};

function howOf({ code, signal, error }: Exit): string {
  if (error) return `could not be started: ${error.message}.`;
  if (signal) return `was ended by ${signal}.${HINTS[signal] ?? ""}`;
  return `ended with exit code ${code}.`;
}

/** Another attempt may fare better, so it counts like anything that a handler throws. */
export function exitOutcome(exit: Exit, step: { hasBegun: boolean; lastWords: string[] }): Outcome {
  const when = step.hasBegun ? "before its handler gave a result" : "before its handler began";
  const message = `The process of this step ${howOf(exit)} That was ${when}; what it printed is in the log.`;
  const stack = step.lastWords.join("\n");
  return {
    kind: "threw",
    isFinal: false,
    error: {
      code: "ISOLATED_EXIT",
      name: "IsolatedExit",
      message,
      ...(stack === "" ? {} : { stack }),
    },
  };
}
