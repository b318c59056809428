"use client";
import type { Loss } from "@/core/exchange/flow-job";

interface LossListProps {
  label: string;
  losses: readonly Loss[];
}

/** What one form says and another cannot, with its place. */
export function LossList({ label, losses }: LossListProps) {
  return (
    <ul aria-label={label} className="flex flex-col gap-2">
      {losses.map(({ at, message }, index) => (
        <li key={`${index} ${at}`} className="flex flex-col">
          {at === "" ? null : (
            <code className="truncate font-mono text-meta text-soft" title={at}>
              {at}
            </code>
          )}
          <span className="text-pretty">{message}</span>
        </li>
      ))}
    </ul>
  );
}
