"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import type { NodeDetails } from "@/components/api/outputs";
import { Elapsed } from "@/components/canvas/Elapsed";
import { formatCount } from "@/core/format";
import { attemptTimes } from "@/core/run-view";
import type { NodeView } from "@/core/snapshot";
import { CopyButton } from "./CopyButton";
import { Moment } from "./Moment";

interface NodeFactsProps {
  view: NodeView;
  /** Undefined until they are read. */
  details: NodeDetails | undefined;
}

/** What there is to say of a node in short: how far it is, when, where, its names. */
export function NodeFacts({ view, details }: NodeFactsProps) {
  const attempts = details?.options["attempts"];
  const isStep = view.kind === "task";
  return (
    <dl className="grid grid-cols-[112px_1fr] gap-y-1.5 [&_dt]:text-faint">
      {view.task === undefined ? null : (
        <Fact name="Task">
          <span className="font-mono text-meta">{view.task}</span>
        </Fact>
      )}
      {isStep ? null : <Fact name="Kind">{view.kind}</Fact>}
      {view.stateLabel === undefined ? null : <Fact name="Says">{view.stateLabel}</Fact>}
      {view.totalSteps > 1 || !isStep ? <Steps view={view} /> : null}
      <Times view={view} />
      {!isStep || view.startedAt === undefined ? null : (
        <Fact name="Attempt">
          <span className="num">
            {view.attempt}
            {typeof attempts === "number" ? ` of ${attempts}` : ""}
          </span>
        </Fact>
      )}
      {view.iteration === 0 ? null : (
        <Fact name="Iteration">
          <span className="num">{view.iteration + 1}</span>
        </Fact>
      )}
      {view.worker === undefined ? null : (
        <Fact name="Worker">
          <Link
            href="/workers"
            className="font-mono text-meta break-all underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {view.worker}
          </Link>
        </Fact>
      )}
      {details?.idempotencyKey === undefined ? null : (
        <Fact name="Idempotency">
          <Copied label="Copy the idempotency key" text={details.idempotencyKey} />
        </Fact>
      )}
      <Fact name="Id">
        <Copied label="Copy the id" text={view.id} />
      </Fact>
    </dl>
  );
}

function Steps({ view }: { view: NodeView }) {
  const { completedSteps, totalSteps, settled } = view;
  return (
    <Fact name="Steps">
      <span className="flex items-center gap-2">
        <span className="num whitespace-nowrap">
          {formatCount(completedSteps)} of {formatCount(totalSteps)}
        </span>
        {settled ? null : (
          <progress
            aria-label="Progress"
            value={completedSteps}
            max={Math.max(totalSteps, 1)}
            className="h-1.5 w-full max-w-32 overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
          />
        )}
      </span>
    </Fact>
  );
}

/** When, and how long it waited for a worker and worked: of a step in its latest attempt. */
function Times({ view }: { view: NodeView }) {
  const { dueAt } = view;
  const isStep = view.kind === "task";
  const { queuedAt, startedAt, finishedAt } = isStep ? attemptTimes(view) : view;
  return (
    <>
      {dueAt === undefined ? null : (
        <Fact name="Due">
          <Moment at={dueAt} />
        </Fact>
      )}
      {queuedAt === undefined ? null : (
        <Fact name={startedAt === undefined && finishedAt === undefined ? "Queued for" : "Queued"}>
          <span title="From the moment that it could have begun">
            <Elapsed startedAt={queuedAt} finishedAt={startedAt ?? finishedAt} />
          </span>
        </Fact>
      )}
      {startedAt === undefined ? null : (
        <Fact name="Started">
          <Moment at={startedAt} />
        </Fact>
      )}
      {finishedAt === undefined ? null : (
        <Fact name="Finished">
          <Moment at={finishedAt} />
        </Fact>
      )}
      {startedAt === undefined ? null : (
        <Fact name={finishedAt === undefined ? "Running for" : isStep ? "Ran" : "Took"}>
          <Elapsed startedAt={startedAt} finishedAt={finishedAt} />
        </Fact>
      )}
      <SinceFirst view={view} />
    </>
  );
}

/** Over all attempts, where there was more than one. */
function SinceFirst({ view }: { view: NodeView }) {
  const { attemptStartedAt, startedAt, finishedAt } = view;
  if (attemptStartedAt === undefined) return null;
  return (
    <Fact name="Altogether">
      <Elapsed startedAt={startedAt} finishedAt={finishedAt} />
    </Fact>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 font-mono text-meta leading-5 break-all">{text}</span>
      <CopyButton label={label} text={() => text} className="-my-1 size-6" />
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
