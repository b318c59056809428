"use client";
import { errorText } from "@/components/api/client";
import { Notice } from "@/components/ui/Notice";
import { formatDuration } from "@/core/format";
import { Moment } from "./Moment";
import { useNodeDetails } from "./NodeArguments";
import type { NodePartProps } from "./NodePanel";

/** The executions that ended before the present one, the latest first. */
export function NodeHistory({ runId, view }: NodePartProps) {
  const details = useNodeDetails(runId, view);
  if (details.error !== null) {
    return (
      <div className="p-4">
        <Notice title="The history cannot be read">{errorText(details.error)}</Notice>
      </div>
    );
  }
  if (details.data === undefined) return <div className="h-40" aria-busy="true" />;
  const records = details.data.history.toReversed();
  if (records.length === 0) {
    return <p className="p-4 text-soft">This step has not been executed before.</p>;
  }
  return (
    <ol className="divide-y divide-line">
      {records.map((record) => (
        <li key={`${record.epoch}-${record.finishedAt}`} className="px-4 py-3">
          <div className="flex items-baseline gap-2">
            <span className="font-medium">{record.outcome}</span>
            <span className="num text-soft">attempt {record.attempt}</span>
            {record.iteration === 0 ? null : (
              <span className="num text-soft">iteration {record.iteration + 1}</span>
            )}
            <span className="ml-auto text-meta text-faint">
              <Moment at={record.finishedAt} />
            </span>
          </div>
          {record.error === undefined ? null : (
            <p className="break-words text-danger">{record.error.message}</p>
          )}
          <p className="text-meta text-faint">
            {record.startedAt === undefined
              ? "never started"
              : formatDuration(record.finishedAt - record.startedAt)}
            {record.worker === undefined ? "" : ` on ${record.worker}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
