"use client";
import { errorText } from "@/components/api/client";
import { useWorkers } from "@/components/api/use-workers";
import { useNow } from "@/components/canvas/use-now";
import { TopBar } from "@/components/shell/TopBar";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Notice } from "@/components/ui/Notice";
import { formatElapsed, formatPlural } from "@/core/format";

/** Who carries out the work, and how busy they are. */
export function WorkersPage() {
  const workers = useWorkers();
  const now = useNow(true);
  return (
    <>
      <TopBar crumbs={[{ label: "Workers" }]} />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-6xl flex-col gap-4 p-6 max-sm:p-3">
          {workers.error === null ? null : (
            <Notice
              title="The workers cannot be read"
              action={<Button onClick={() => void workers.refetch()}>Try again</Button>}
            >
              {errorText(workers.error)}
            </Notice>
          )}
          {workers.data?.length === 0 ? (
            <EmptyState>
              No worker is online, so nothing runs. Start one with{" "}
              <code className="font-mono text-meta">npm start</code>; what waits goes on by itself.
            </EmptyState>
          ) : null}
          <ul aria-label="Workers" className="grid gap-4 lg:grid-cols-2">
            {workers.data?.map((worker) => (
              <li key={worker.id} className="rounded-card border border-line bg-panel p-4">
                <WorkerCard worker={worker} now={now} />
              </li>
            ))}
          </ul>
        </div>
      </div>
    </>
  );
}

type Worker = NonNullable<ReturnType<typeof useWorkers>["data"]>[number];

/** A worker that was not heard of for this long has probably ended. */
const LATE_MS = 15_000;

function WorkerCard({ worker, now }: { worker: Worker; now: number }) {
  const late = now > 0 && now - worker.seenAt > LATE_MS;
  const share = worker.concurrency === 0 ? 0 : worker.running / worker.concurrency;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-baseline gap-2">
        <h2 className="min-w-0 flex-1 truncate font-medium">
          {worker.host} <span className="num font-normal text-faint">pid {worker.pid}</span>
        </h2>
        <span
          className={`flex items-center gap-1.5 text-meta text-soft ${late ? "state-retrying" : "state-succeeded"}`}
        >
          <span
            aria-hidden
            className={
              late ? "size-2 rounded-full border-2 border-state" : "size-2 rounded-full bg-state"
            }
          />
          {late ? `last seen ${formatElapsed(now - worker.seenAt)} ago` : "online"}
        </span>
      </div>
      <div className="state-running">
        <div className="mb-1 flex justify-between text-soft">
          <span>Running</span>
          <span className="num">
            {worker.running} of {worker.concurrency}
          </span>
        </div>
        <div
          role="meter"
          aria-label="Running steps"
          aria-valuenow={worker.running}
          aria-valuemin={0}
          aria-valuemax={worker.concurrency}
          className="h-1.5 overflow-hidden rounded-full bg-line"
        >
          <div className="h-full bg-state" style={{ width: `${Math.min(100, share * 100)}%` }} />
        </div>
      </div>
      <dl className="grid grid-cols-[88px_1fr] gap-y-1 [&_dt]:text-faint">
        <dt>Queues</dt>
        <dd>{worker.queues.join(", ")}</dd>
        <dt>Tasks</dt>
        <dd title={worker.tasks.join(", ")}>{formatPlural(worker.tasks.length, "task")}</dd>
        <dt>Up for</dt>
        <dd className="num">{now === 0 ? "" : formatElapsed(now - worker.startedAt)}</dd>
        <dt>Version</dt>
        <dd className="num">{worker.version}</dd>
        <dt>Id</dt>
        <dd className="truncate font-mono text-meta">{worker.id}</dd>
      </dl>
    </div>
  );
}
