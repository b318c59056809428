"use client";
import { Check, ChevronDown, ChevronUp, CircleAlert, CornerDownRight, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import type { Problem } from "@/core/problem";
import { messageOf, sortProblems } from "./problem-words";
import { useEditor, useEditorShared } from "./use-editor";
import { titleOf } from "./words";

function countWords(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** What is wrong, in one line, and all of it when unfolded; each leads to its node. */
export function ProblemStrip({ failure }: { failure: string | null }) {
  const problems = useEditor((state) => state.problems);
  const isChecked = useEditor((state) => state.checked === state.document);
  const isEmpty = useEditor((state) => state.document.rootId === null);
  const [isOpen, setOpen] = useState(false);
  const sorted = sortProblems(problems);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const summary = [
    errors > 0 ? countWords(errors, "error") : null,
    warnings > 0 ? countWords(warnings, "warning") : null,
  ].filter((part) => part !== null);
  const [first] = sorted;

  return (
    <section aria-label="Problems" className="shrink-0 border-t border-line bg-panel">
      <RefusalLine />
      {isOpen && sorted.length > 0 ? (
        <ul className="max-h-40 overflow-auto border-b border-line py-1">
          {sorted.map((problem) => (
            <li key={`${problem.path} ${problem.code} ${problem.message}`}>
              <ProblemButton problem={problem} />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex min-h-8 items-center gap-2 px-3 text-meta" role="status">
        {failure !== null ? (
          <span className="text-soft">{failure}</span>
        ) : first === undefined ? (
          <span className="flex items-center gap-1.5 text-soft">
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
              {summary.join(", ")}
              {isOpen ? (
                <ChevronDown className="size-3.5" aria-hidden />
              ) : (
                <ChevronUp className="size-3.5" aria-hidden />
              )}
            </button>
            {isOpen ? null : <ProblemButton problem={first} />}
          </>
        )}
      </div>
    </section>
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

function ProblemButton({ problem }: { problem: Problem }) {
  const { store, focus } = useEditorShared();
  const node = useEditor((state) =>
    problem.nodeId === undefined ? undefined : state.document.nodes[problem.nodeId],
  );
  const text = (
    <>
      {node === undefined ? null : <span className="shrink-0 font-medium">{titleOf(node)}</span>}
      <span className="truncate text-soft" title={problem.message}>
        {messageOf(problem)}
      </span>
    </>
  );
  if (node === undefined)
    return <span className="flex min-w-0 items-center gap-2 px-3 text-meta">{text}</span>;
  return (
    <button
      type="button"
      onClick={() => {
        store.getState().select([node.id]);
        focus.node(node.id);
      }}
      className="flex h-6 w-full min-w-0 items-center gap-2 rounded-chip px-3 text-left text-meta hover:bg-hover"
    >
      <CornerDownRight className="size-3 shrink-0 text-faint" aria-hidden />
      {text}
    </button>
  );
}
