"use client";
import { CornerDownRight, Wrench } from "lucide-react";
import { classes } from "@/components/ui/classes";
import type { Problem } from "@/core/problem";
import { messageOf } from "./problem-words";
import { useEditor } from "./use-editor";
import { useFixes } from "./use-fixes";
import { titleOf } from "./words";

interface ProblemRowProps {
  problem: Problem;
  /** It was gone to last. */
  isCurrent: boolean;
  /** In one line whatever the width: on a phone without its fixes. */
  isBrief: boolean;
  /** Leads to its node. */
  onGo: () => void;
}

/** One problem: where, what, and what can be done about it. */
export function ProblemRow({ problem, isCurrent, isBrief, onGo }: ProblemRowProps) {
  const fixes = useFixes();
  const node = useEditor((state) =>
    problem.nodeId === undefined ? undefined : state.document.nodes[problem.nodeId],
  );
  const text = (
    <>
      {node === undefined ? null : <span className="shrink-0 font-medium">{titleOf(node)}</span>}
      <span
        className={classes("truncate text-soft", !isBrief && "max-sm:whitespace-normal")}
        title={problem.message}
      >
        {messageOf(problem)}
      </span>
    </>
  );
  const look = classes(
    "flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-chip px-2 text-left",
    !isBrief && "max-sm:basis-full max-sm:items-start max-sm:py-1",
  );
  return (
    <div
      className={classes(
        problem.severity === "error" ? "state-failed" : "state-retrying",
        "flex min-w-0 items-center gap-1 pr-2 text-meta",
        !isBrief && "max-sm:flex-wrap max-sm:pb-1",
        isCurrent && "bg-selected",
      )}
    >
      {node === undefined ? (
        <span className={look}>{text}</span>
      ) : (
        <button
          type="button"
          aria-current={isCurrent ? "true" : undefined}
          onClick={onGo}
          className={classes(look, "-outline-offset-2 hover:bg-hover")}
        >
          <CornerDownRight className="size-3 shrink-0 text-state" aria-hidden />
          {text}
        </button>
      )}
      {fixes.of(problem).map((fix) => (
        <button
          key={fix.label}
          type="button"
          onClick={() => fixes.carryOut(problem, fix)}
          className={classes(
            "flex h-6 shrink-0 items-center gap-1 rounded-chip border border-line bg-panel px-1.5 font-medium hover:border-line-strong hover:bg-hover",
            isBrief ? "max-sm:hidden" : "max-sm:ml-7 max-sm:h-8",
          )}
        >
          {fix.kind === "edit" ? <Wrench className="size-3" aria-hidden /> : null}
          {fix.label}
        </button>
      ))}
    </div>
  );
}
