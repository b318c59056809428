"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, errorText } from "@/components/api/client";
import { Notice } from "@/components/ui/Notice";
import { Switch } from "@/components/ui/Switch";
import { revoke, type RevokeTarget } from "./actions";
import { useRunStore } from "./context";
import { NodeList } from "./NodeList";
import { PreviewDialog } from "./PreviewDialog";
import { notBegun } from "./selection";
import { useDeed } from "./use-deed";
import { useHarm } from "./use-harm";
import { useMarks, type MarkedNodes } from "./use-marks";

interface RevokeDialogProps {
  target: RevokeTarget;
  onClose: () => void;
}

type Preview = NonNullable<Awaited<ReturnType<typeof api.runs.revoke.mutate>>["preview"]>;

/** What runs ends and others begin while one looks. */
const ASK_EVERY_MS = 2_000;

/** Shows what a revoke would stop, skip and start, in words and on the drawing, before it does it. */
export function RevokeDialog({ target, onClose }: RevokeDialogProps) {
  const run = useRunStore();
  const { runId, nodeIds } = target;
  const [isForced, setForced] = useState(target.terminate ?? false);
  const [busy, deed] = useDeed();
  const harm = useHarm();
  const named = nodeIds === undefined ? {} : { nodeIds: [...nodeIds] };
  const preview = useQuery({
    queryKey: ["revoke", runId, nodeIds, harm],
    enabled: !busy,
    placeholderData: (before) => before,
    queryFn: () => api.runs.revoke.mutate({ runId, ...named, dryRun: true }),
    refetchInterval: ASK_EVERY_MS,
    staleTime: 0,
    gcTime: 0,
  });
  const answer = preview.error === null ? preview.data?.preview : undefined;
  useMarks(answer, marksOf);

  const start = () =>
    deed(async () => {
      const undoable = notBegun(run.nodes(), nodeIds ?? null);
      const isDone = await revoke({
        ...{ runId, notBegun: undoable },
        ...(nodeIds === undefined ? {} : { nodeIds }),
        ...(isForced ? { terminate: true } : {}),
      });
      if (isDone) onClose();
    });
  const isNothing =
    answer !== undefined && answer.revoked.length === 0 && answer.asked.length === 0;

  return (
    <PreviewDialog
      title="Revoke"
      description="What has ended keeps its result."
      deed={{
        label: "Revoke now",
        variant: "danger",
        disabled: busy || answer === undefined || isNothing,
        onClick: start,
      }}
      onClose={onClose}
    >
      <Switch label="At once, without grace" checked={isForced} onCheckedChange={setForced} />
      {preview.error === null ? null : (
        <Notice title="What it would do cannot be told">{errorText(preview.error)}</Notice>
      )}
      {answer === undefined ? (
        <p className="h-40 text-soft" aria-busy={preview.isPending}>
          {preview.isPending ? "Working out what would stop" : ""}
        </p>
      ) : (
        <>
          <NodeList
            title={isForced ? "Taken away" : "Asked to stop"}
            ids={answer.asked}
            empty="Nothing of it runs."
          />
          <NodeList
            title="Never begins"
            ids={answer.revoked}
            empty="Nothing of it waits to begin."
          />
          <NodeList
            title="Skipped for that"
            ids={answer.skipped}
            empty="Nothing else needs what it stops."
          />
          {answer.starts.length === 0 ? null : (
            <NodeList title="Starts for that" ids={answer.starts} empty="" />
          )}
        </>
      )}
    </PreviewDialog>
  );
}

function marksOf({ skipped, revoked, asked, starts }: Preview): MarkedNodes {
  return [
    ["willSkip", skipped],
    ["willStop", [...revoked, ...asked]],
    ["willRun", starts],
  ];
}
