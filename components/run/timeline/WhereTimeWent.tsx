"use client";
import { useState } from "react";
import { StateMark } from "@/components/canvas/StateMark";
import { faceOfView } from "@/components/canvas/faces";
import { Button } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import { formatDuration, formatPlural } from "@/core/format";
import { SPENT, type Breakdown, type PathStep, type Spent } from "@/core/timeline";
import { useNodeView } from "../context";
import { SPENT_STYLE, SPENT_WORDS } from "./spent-words";
import type { CriticalPath } from "./use-path";

interface WhereTimeWentProps {
  path: CriticalPath;
  selected: string | null;
  onSelect: (id: string) => void;
  isLive: boolean;
}

/** More steps than these are asked for. */
const LISTED = 40;

/** What the run's time was spent on, along the path that decided it and over all steps, and the path itself. */
export function WhereTimeWent({ path, selected, onSelect, isLive }: WhereTimeWentProps) {
  const [isWhole, setWhole] = useState(false);
  const length = sumOf(path.onPath);
  const slack = selected === null ? undefined : path.slack.get(selected);
  // The longest first in the summary; the steps in the order of time.
  const steps = isWhole ? path.steps : longest(path.steps);
  return (
    <section
      aria-label="Where the time went"
      className="flex min-h-0 flex-col gap-4 overflow-auto p-3 text-meta"
    >
      <Spending
        title={isLive ? "Critical path so far" : "Critical path"}
        total={length}
        spent={path.onPath}
      />
      <Spending title="All steps together" total={sumOf(path.inAll)} spent={path.inAll} />
      {slack === undefined || selected === null ? null : <Slack id={selected} ms={slack} />}
      <div>
        <h2 className="mb-1 font-medium">
          {formatPlural(path.steps.length, "step")} decided how long it {isLive ? "takes" : "took"}
        </h2>
        <ol>
          {steps.map((step) => (
            <PathItem
              key={step.nodeId}
              step={step}
              share={length === 0 ? 0 : (step.to - step.from) / length}
              isSelected={step.nodeId === selected}
              onSelect={onSelect}
            />
          ))}
        </ol>
        {steps.length === path.steps.length ? null : (
          <Button size="compact" variant="quiet" onClick={() => setWhole(true)}>
            Show all, the {LISTED} longest are listed
          </Button>
        )}
      </div>
    </section>
  );
}

function longest(steps: readonly PathStep[]): readonly PathStep[] {
  if (steps.length <= LISTED) return steps;
  const taken = new Set(steps.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, LISTED));
  return steps.filter((step) => taken.has(step));
}

const sumOf = (spent: Breakdown) => SPENT.reduce((sum, each) => sum + spent[each], 0);

function Spending({ title, total, spent }: { title: string; total: number; spent: Breakdown }) {
  const parts = SPENT.filter((each) => spent[each] > 0);
  return (
    <div>
      <h2 className="mb-1.5 flex items-baseline justify-between gap-2">
        <span className="font-medium">{title}</span>
        <span className="num text-soft">{formatDuration(total)}</span>
      </h2>
      <div aria-hidden className="mb-1.5 flex h-3 gap-px overflow-hidden rounded-chip">
        {parts.map((each) => (
          <span
            key={each}
            className={classes("min-w-0.5", SPENT_STYLE[each])}
            style={{ flexGrow: spent[each] / Math.max(total, 1), flexBasis: 0 }}
          />
        ))}
      </div>
      <dl className="grid grid-cols-[auto_1fr_auto_auto] items-center gap-x-2 gap-y-0.5">
        {parts.map((each) => (
          <SpentRow key={each} of={each} ms={spent[each]} share={spent[each] / total} />
        ))}
      </dl>
    </div>
  );
}

function SpentRow({ of, ms, share }: { of: Spent; ms: number; share: number }) {
  const { title, tells } = SPENT_WORDS[of];
  return (
    <div className="contents" title={tells}>
      <dt className="contents">
        <span aria-hidden className={classes("h-2.5 w-4 rounded-[2px]", SPENT_STYLE[of])} />
        <span title={tells} className="truncate text-soft">
          {title}
        </span>
      </dt>
      <dd className="num text-right">{formatDuration(ms)}</dd>
      <dd className="num min-w-9 text-right whitespace-nowrap text-faint">{percent(share)}</dd>
    </div>
  );
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? "<1 %" : `${Math.round(share * 100)} %`;
}

function Slack({ id, ms }: { id: string; ms: number }) {
  const view = useNodeView(id);
  if (view === undefined) return null;
  const { title } = faceOfView(view);
  return (
    <p className="rounded-control border border-line px-2.5 py-1.5">
      {ms === 0 ? (
        <>
          <strong className="font-medium">{title}</strong> is critical: had it ended sooner, the run
          might have, too.
        </>
      ) : (
        <>
          <strong className="font-medium">{title}</strong> could have ended{" "}
          <span className="num">{formatDuration(ms)}</span> later without the run ending later.
        </>
      )}
    </p>
  );
}

interface PathItemProps {
  step: PathStep;
  share: number;
  isSelected: boolean;
  onSelect: (id: string) => void;
}

function PathItem({ step, share, isSelected, onSelect }: PathItemProps) {
  const view = useNodeView(step.nodeId);
  // In a moment before it was born there is no such node.
  if (view === undefined) return null;
  const face = faceOfView(view);
  return (
    <li>
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={() => onSelect(step.nodeId)}
        className={classes(
          "relative flex h-6.5 w-full items-center gap-1.5 rounded-chip px-1.5 text-left",
          isSelected ? "bg-selected" : "hover:bg-hover",
        )}
      >
        <span
          aria-hidden
          className="absolute bottom-0 left-0 h-0.5 bg-rail"
          style={{ width: `${share * 100}%` }}
        />
        <StateMark state={view.state} size={12} silent />
        <span className="min-w-0 flex-1 truncate">
          <span className="text-faint">{face.namespace}</span>
          {face.title}
        </span>
        <span className="num text-soft">{formatDuration(step.to - step.from)}</span>
      </button>
    </li>
  );
}
