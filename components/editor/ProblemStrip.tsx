"use client";
import { Check, ChevronDown, ChevronUp, CircleAlert, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import { ProblemRow } from "./ProblemRow";
import { keyOfProblem } from "./problem-walk";
import { countWords, sortProblems } from "./problem-words";
import { useEditor, useEditorShared } from "./use-editor";
import { useFixes } from "./use-fixes";

/** What is wrong, in one line, and all of it when unfolded; each leads to its node, with what can be done. */
export function ProblemStrip({ failure }: { failure: string | null }) {
  const problems = useEditor((state) => state.problems);
  const [isOpen, setOpen] = useState(false);
  const spot = useEditor((state) => state.spot);
  const { store } = useEditorShared();
  const { goTo } = useFixes();
  const sorted = sortProblems(problems);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const at = Math.max(
    sorted.findIndex((problem) => keyOfProblem(problem) === spot?.key),
    0,
  );
  const shown = sorted[at];
  const row = (index: number, isBrief: boolean) => {
    const problem = sorted[index];
    if (problem === undefined) return null;
    const key = keyOfProblem(problem);
    return (
      <ProblemRow
        problem={problem}
        isCurrent={spot?.key === key}
        isBrief={isBrief}
        onGo={() => {
          store.setState({ spot: { key, index } });
          goTo(problem);
        }}
      />
    );
  };

  return (
    <section aria-label="Problems" className="shrink-0 border-t border-line bg-panel">
      <RefusalLine />
      {isOpen && sorted.length > 0 ? (
        <ul
          aria-label="All problems"
          className="max-h-48 overflow-auto max-sm:max-h-72 border-b border-line py-1"
        >
          {sorted.map((problem, index) => (
            <li key={keyOfProblem(problem)}>{row(index, false)}</li>
          ))}
        </ul>
      ) : null}
      <div className="flex min-h-8 items-center gap-2 px-3 text-meta">
        {shown === undefined ? (
          <Quiet />
        ) : (
          <>
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
              className={classes(
                errors > 0 ? "state-failed" : "state-retrying",
                "flex h-6 shrink-0 items-center gap-1.5 rounded-chip px-1 font-medium hover:bg-hover",
              )}
            >
              <CircleAlert className="size-3.5 text-state" aria-hidden />
              {countWords(problems)}
              {isOpen ? (
                <ChevronDown className="size-3.5" aria-hidden />
              ) : (
                <ChevronUp className="size-3.5" aria-hidden />
              )}
            </button>
            {isOpen ? null : <div className="min-w-0 flex-1">{row(at, true)}</div>}
          </>
        )}
        {failure === null ? null : (
          <span className="ml-auto min-w-0 truncate text-soft" title={failure}>
            {failure}
          </span>
        )}
        <span role="status" className="sr-only">
          {problems.length === 0 ? "" : countWords(problems)}
        </span>
      </div>
    </section>
  );
}

/** Nothing is known to be wrong. */
function Quiet() {
  const isChecked = useEditor((state) => state.checked === state.document);
  const isEmpty = useEditor((state) => state.document.rootId === null);
  return (
    <span className="flex items-center gap-1.5 text-soft" role="status">
      {isEmpty ? (
        "Nothing to check yet"
      ) : isChecked ? (
        <>
          <Check className="size-3.5" aria-hidden /> No problems
        </>
      ) : (
        "Checking …"
      )}
    </span>
  );
}

/** Why the last command was refused. */
function RefusalLine() {
  const notice = useEditor((state) => state.notice);
  const { store } = useEditorShared();
  if (notice === null) return null;
  return (
    <div role="alert" className="flex items-center gap-2 border-b border-line bg-even px-3 py-1">
      <span className="min-w-0 flex-1">{notice}</span>
      <IconButton label="Dismiss" size="compact" onClick={store.getState().dismissNotice}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
