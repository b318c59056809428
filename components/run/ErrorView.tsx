import type { StepError } from "@/core/states";

/** What went wrong in a step: the message first, the stack for those who want it. */
export function ErrorView({ error }: { error: StepError }) {
  return (
    <div className="state-failed rounded-card border border-state/40 bg-state-ground">
      <div className="px-3 py-2">
        <p className="font-medium break-words whitespace-pre-wrap">{error.message}</p>
        <p className="font-mono text-[11px] text-soft">
          {error.code === "TASK_ERROR" ? error.name : error.code}
        </p>
        {error.causes?.map((cause) => (
          <p key={cause} className="text-meta break-words text-soft">
            caused by {cause}
          </p>
        ))}
      </div>
      {error.stack === undefined ? null : (
        <details className="border-t border-state/30">
          <summary className="cursor-pointer px-3 py-1.5 text-meta text-soft">Stack</summary>
          <pre className="overflow-x-auto px-3 pb-3 font-mono text-[11px] leading-4">
            {error.stack}
          </pre>
        </details>
      )}
    </div>
  );
}
