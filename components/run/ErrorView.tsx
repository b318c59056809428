"use client";
import type { StepError } from "@/core/states";
import { CopyButton } from "./CopyButton";

/** What went wrong in a step: the message first, then what caused it, the stack for those who want it. */
export function ErrorView({ error }: { error: StepError }) {
  const kind = error.code === "TASK_ERROR" ? error.name : error.code;
  return (
    <div
      role="group"
      aria-label="Error"
      className="state-failed rounded-card border border-state/40 bg-state-ground"
    >
      <div className="flex items-start gap-1 py-1 pr-1 pl-3">
        <div className="min-w-0 flex-1 py-1">
          <p className="font-medium break-words whitespace-pre-wrap">{error.message}</p>
          <p className="font-mono text-[11px] text-soft">{kind}</p>
        </div>
        <CopyButton label="Copy the error" text={() => textOf(error, kind)} />
      </div>
      {error.causes === undefined || error.causes.length === 0 ? null : (
        <ol aria-label="Causes" className="px-3 pb-2 text-meta text-soft">
          {error.causes.map((cause, depth) => (
            <li
              key={`${depth} ${cause}`}
              className="break-words"
              style={{ paddingLeft: depth * 12 }}
            >
              caused by {cause}
            </li>
          ))}
        </ol>
      )}
      {error.stack === undefined ? null : (
        <details className="border-t border-state/30">
          <summary className="cursor-pointer px-3 py-1.5 text-meta text-soft">Stack</summary>
          <pre
            // What scrolls has to be reachable by keys.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            aria-label="Stack"
            className="overflow-x-auto px-3 pb-3 font-mono text-[11px] leading-4"
          >
            {error.stack}
          </pre>
        </details>
      )}
    </div>
  );
}

function textOf({ message, causes = [], stack }: StepError, kind: string): string {
  return [`${kind}: ${message}`, ...causes.map((cause) => `caused by ${cause}`), stack]
    .filter((line) => line !== undefined)
    .join("\n");
}
