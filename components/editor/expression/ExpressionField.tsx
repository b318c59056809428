"use client";
import { useEffect, useRef, useState } from "react";
import { useTasks } from "@/components/api/use-tasks";
import type { TaskInfo } from "@/core/task";
import { useEditorShared } from "../use-editor";
import { answerFocus, useBar } from "./bar-store";
import { beginExpression, type ExpressionSession, type ExpressionStatus } from "./session";

const NO_TASKS: readonly TaskInfo[] = [];
const QUIET: ExpressionStatus = {
  failure: null,
  isTyped: false,
  isTooLarge: false,
  isWaiting: false,
};

/** The line itself. It grows over the drawing while it is typed in, so that nothing moves. */
export function ExpressionField() {
  const shared = useEditorShared();
  const { data: tasks = NO_TASKS } = useTasks();
  const latestTasks = useRef(tasks);
  const holder = useRef<HTMLDivElement>(null);
  const session = useRef<ExpressionSession>(null);
  const [status, setStatus] = useState(QUIET);
  const isAsked = useBar((state) => state.isAsked);
  useEffect(() => {
    latestTasks.current = tasks;
  });

  useEffect(() => {
    if (holder.current === null) return undefined;
    const begun = beginExpression({
      shared,
      parent: holder.current,
      tasks: () => latestTasks.current,
      onStatus: (next) =>
        setStatus((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next)),
    });
    session.current = begun;
    return () => {
      session.current = null;
      begun.end();
    };
  }, [shared]);

  useEffect(() => {
    if (!isAsked) return;
    answerFocus();
    session.current?.focus();
  }, [isAsked]);

  return (
    <div className="relative h-9 min-w-0 flex-1">
      <div className="absolute inset-x-0 top-0 bg-panel focus-within:rounded-b-card focus-within:border-x focus-within:border-b focus-within:border-line-strong focus-within:pl-2 focus-within:shadow-float">
        <div ref={holder} />
        <p role="status" className="px-0.5 pb-1.5 text-meta text-pretty text-danger empty:hidden">
          {status.failure}
        </p>
      </div>
      {status.isTooLarge ? (
        <p className="absolute inset-0 flex items-center bg-panel text-soft">
          The drawing has more nodes than a line can say.
        </p>
      ) : status.isWaiting ? (
        <button
          type="button"
          onClick={() => session.current?.focus()}
          className="absolute inset-0 flex items-center bg-panel text-left text-soft hover:text-ink"
        >
          A large drawing: write it as one line
        </button>
      ) : null}
    </div>
  );
}
