"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useState } from "react";
import { api, errorText } from "@/components/api/client";
import { faceOfView } from "@/components/canvas/faces";
import { Notice } from "@/components/ui/Notice";
import { exampleOf } from "@/core/example-value";
import type { Json } from "@/core/node";
import type { TaskInfo } from "@/core/task";
import { resultProblem } from "@/core/validate/result";
import { useTasks } from "@/components/api/use-tasks";
import { succeed } from "./actions";
import { useNodeView } from "./context";
import { JsonField } from "./JsonField";
import { NodeList } from "./NodeList";
import { parseJson, type Parsed } from "./parse-arguments";
import { PreviewDialog } from "./PreviewDialog";
import { canSucceed } from "./selection";
import { useDeed } from "./use-deed";
import { useHarm } from "./use-harm";
import { useMarks, type MarkedNodes } from "./use-marks";

interface SucceedDialogProps {
  runId: string;
  nodeId: string;
  onClose: () => void;
}

const MAX_NOTE = 500;

/** A person says what a step has come to; before that it is shown, in words and on the drawing, what goes on. */
export function SucceedDialog({ runId, nodeId, onClose }: SucceedDialogProps) {
  const view = useNodeView(nodeId);
  const tasks = useTasks();
  const task = tasks.data?.find(({ name }) => name === view?.task);
  // Until something is typed it is the least that fits.
  const [typed, setText] = useState<string | null>(null);
  const text = typed ?? JSON.stringify(task === undefined ? null : exampleOf(task.result), null, 2);
  const [note, setNote] = useState("");
  const [busy, deed] = useDeed();
  const harm = useHarm();
  const value = resultOf(text, task);
  const isOpen = view !== undefined && canSucceed(view);
  const asked = useDeferredValue(text);
  const preview = useQuery({
    queryKey: ["succeed", runId, nodeId, asked, view?.epoch, harm],
    queryFn: () =>
      api.runs.succeed.mutate({ runId, nodeId, value: JSON.parse(asked), dryRun: true }),
    enabled: isOpen && !busy && !tasks.isPending && resultOf(asked, task).ok,
    placeholderData: (before) => before,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const answer = preview.error === null ? preview.data : undefined;
  const marksOf = useCallback(
    ({ kept, willRun }: { kept: string[]; willRun: string[] }): MarkedNodes => [
      ["succeeds", [nodeId]],
      ["kept", kept],
      ["willRun", willRun],
    ],
    [nodeId],
  );
  useMarks(answer, marksOf);

  const start = () =>
    deed(async () => {
      if (!value.ok) return;
      const plan = { runId, nodeId, value: value.value };
      const isDone = await succeed(note.trim() === "" ? plan : { ...plan, note });
      if (isDone) onClose();
      else await preview.refetch();
    });

  const title = view === undefined ? nodeId : faceOfView(view).title;
  return (
    <PreviewDialog
      title="Mark as succeeded"
      description={`${title} gives this value, and what follows goes on with it.`}
      deed={{
        label: "Mark as succeeded",
        disabled: busy || !isOpen || !value.ok || answer === undefined,
        onClick: start,
      }}
      onClose={onClose}
    >
      <JsonField
        label="Result, as JSON"
        text={text}
        onText={setText}
        problem={value.ok ? null : value.problem}
      />
      <label className="block">
        <span className="mb-1 block text-meta text-faint">Why (may be left empty)</span>
        <input
          value={note}
          maxLength={MAX_NOTE}
          onChange={(event) => setNote(event.target.value)}
          className="h-8 w-full rounded-control border border-line bg-odd px-2"
        />
      </label>
      {isOpen || busy ? null : (
        <Notice title="There is nothing left to mark">
          Somebody else has done something about this step. Look at it again.
        </Notice>
      )}
      {preview.error === null || !value.ok ? null : (
        <Notice title="This cannot be marked so">{errorText(preview.error)}</Notice>
      )}
      {answer === undefined ? null : (
        <>
          <NodeList title="Will run" ids={answer.willRun} empty="Nothing would run." />
          <NodeList title="Kept" ids={answer.kept} empty="Nothing is kept." />
        </>
      )}
    </PreviewDialog>
  );
}

/** The value that was typed, when it is what the task gives. */
function resultOf(text: string, task: Pick<TaskInfo, "result"> | undefined): Parsed<Json> {
  const parsed = parseJson(text);
  const problem = parsed.ok && task !== undefined ? resultProblem(task, parsed.value) : null;
  return problem === null
    ? parsed
    : { ok: false, problem: `It is not what the task gives: ${problem}` };
}
