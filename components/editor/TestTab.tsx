"use client";
import { useQuery } from "@tanstack/react-query";
import { Download, ExternalLink, FlaskConical, PinOff } from "lucide-react";
import Link from "next/link";
import { useState, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { api } from "@/components/api/client";
import { Elapsed } from "@/components/canvas/Elapsed";
import { StateMark } from "@/components/canvas/StateMark";
import { STATE_WORDS } from "@/components/canvas/state-words";
import { ErrorView } from "@/components/run/ErrorView";
import { JsonView } from "@/components/run/JsonView";
import { Button } from "@/components/ui/Button";
import type { EditorNode } from "@/core/edits/document";
import { takesInput } from "@/core/edits/trial";
import { sourceOf } from "@/core/edits/walk";
import { HINT } from "./field-classes";
import { JsonInput } from "./JsonInput";
import { SectionTitle } from "./SectionTitle";
import { takeInput } from "./take-input";
import { useEditor, useEditorShared } from "./use-editor";
import { testSelected, useFollowedRun, useTrials } from "./use-trial";
import { sourceWords } from "./words";

/** Runs one node with all in it, with an input of its own, and shows what came of it. */
export function TestTab({ node }: { node: EditorNode }) {
  const shared = useEditorShared();
  const document = useEditor((state) => state.document);
  const trial = useTrials((state) => state.trials[node.id]);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSubmitting, setSubmitting] = useState(false);
  const test = async () => {
    setSubmitting(true);
    setProblem(await testSelected(shared));
    setSubmitting(false);
  };
  return (
    <div className="flex flex-col gap-4 p-4 pt-3">
      <p className={HINT}>
        Runs {node.own.kind === "task" ? "this task" : `this ${node.own.kind} with all in it`} by
        itself, now. What comes after it, and what hangs on its end, stays out.
      </p>
      {takesInput(document, node.id) ? <PinnedInput node={node} /> : null}
      <div className="flex items-center gap-2">
        <Button
          variant="primary"
          icon={<FlaskConical aria-hidden />}
          disabled={isSubmitting}
          title="Ctrl Shift Enter"
          onClick={() => void test()}
        >
          Test
        </Button>
        <span className="text-meta text-faint">Ctrl Shift Enter</span>
      </div>
      <p role="alert" className="break-words text-danger empty:hidden">
        {problem}
      </p>
      {trial === undefined ? null : (
        <TrialResult key={trial.runId} nodeId={node.id} runId={trial.runId} />
      )}
    </div>
  );
}

function PinnedInput({ node }: { node: EditorNode }) {
  const { trials } = useEditorShared();
  const document = useEditor((state) => state.document);
  const pin = useTrials((state) => state.pins[node.id]);
  const hasRun = useTrials(
    (state) => state.lastRun !== null || Object.keys(state.trials).length > 0,
  );
  const [notice, setNotice] = useState("");
  const source = sourceOf(document, node.id);
  const take = async () => {
    const value = await takeInput(document, node.id, trials.getState());
    if (value === undefined) setNotice("Nothing is known of it yet: run the workflow once.");
    else {
      setNotice("");
      trials.getState().pin(node.id, { value });
    }
  };
  return (
    <section aria-label="Input" className="flex flex-col gap-1">
      <SectionTitle>Input</SectionTitle>
      <JsonInput
        id={`pin-${node.id}`}
        label="Pinned input"
        value={pin?.value}
        placeholder="JSON"
        onValueChange={(value) =>
          trials.getState().pin(node.id, value === undefined ? null : { value })
        }
      />
      <p className={HINT}>
        In place of{" "}
        {source === null
          ? "what it receives"
          : sourceWords(document, source).replace(/^from /, "the result of ")}
        . It stays pinned to this node, for tests alone.
      </p>
      <div className="flex flex-wrap gap-2 pt-1">
        <Button
          size="compact"
          icon={<Download aria-hidden />}
          disabled={!hasRun || source?.kind === "failure"}
          onClick={() => void take()}
        >
          Take from the last run
        </Button>
        {pin === undefined ? null : (
          <Button
            size="compact"
            variant="quiet"
            icon={<PinOff aria-hidden />}
            onClick={() => trials.getState().pin(node.id, null)}
          >
            Unpin
          </Button>
        )}
      </div>
      <p role="status" className={HINT}>
        {notice}
      </p>
    </section>
  );
}

function TrialResult({ nodeId, runId }: { nodeId: string; runId: string }) {
  const run = useFollowedRun(runId);
  const status = useStore(run.store, (state) => state.status);
  const view = useSyncExternalStore(
    (listener) => run.source.subscribe(nodeId, listener),
    () => run.node(nodeId),
    () => undefined,
  );
  const result = useQuery({
    queryKey: ["result", runId, nodeId, view?.state, view?.epoch, view?.settled],
    queryFn: () => api.runs.result.query({ runId, nodeId }),
    enabled: view !== undefined,
  });
  if (status === "missing") return <p className={HINT}>The run of this test is gone.</p>;
  if (view === undefined) return <div className="h-20" aria-busy="true" />;
  const { state, startedAt, finishedAt, stateLabel } = view;
  return (
    <section aria-label="Result of the test" className="flex flex-col gap-2">
      <div className={`state-${state} flex items-center gap-2`} data-trial-state={state}>
        <StateMark state={state} silent />
        <span className="font-medium" role="status">
          {STATE_WORDS[state]}
        </span>
        <span className="min-w-0 flex-1 truncate text-soft">{stateLabel}</span>
        {startedAt === undefined ? null : (
          <span className="num text-meta text-soft">
            <Elapsed startedAt={startedAt} finishedAt={finishedAt} />
          </span>
        )}
        <Link
          href={`/runs/${runId}?node=${nodeId}`}
          className="flex items-center gap-1 rounded-chip text-meta text-soft underline hover:text-ink"
        >
          Run <ExternalLink className="size-3" aria-hidden />
        </Link>
      </div>
      {result.data?.error === undefined ? null : <ErrorView error={result.data.error} />}
      {result.data?.value === undefined ? null : (
        <JsonView label="Result" value={result.data.value} />
      )}
    </section>
  );
}
