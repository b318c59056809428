"use client";
import {
  Check,
  CloudOff,
  CloudUpload,
  GitMerge,
  PencilLine,
  Trash2,
  TriangleAlert,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { classes } from "@/components/ui/classes";
import { Dialog } from "@/components/ui/Dialog";
import { Moment } from "@/components/run/Moment";
import { setAuthorName, useAuthorName } from "./author";
import type { SaveStatus as Status } from "./types";
import { STATUS_HINTS, STATUS_WORDS } from "./status-words";
import { useSaveState, useSaving } from "./use-saver";

const ICONS: Record<Status, LucideIcon> = {
  new: PencilLine,
  saved: Check,
  waiting: CloudUpload,
  saving: CloudUpload,
  offline: CloudOff,
  conflict: GitMerge,
  refused: TriangleAlert,
  removed: Trash2,
};
const LOUD = new Set<Status>(["offline", "conflict", "refused", "removed"]);

interface SaveStatusProps {
  onConflict: () => void;
}

/** Says whether the draft is saved; opens what can be done about it. */
export function SaveStatus({ onConflict }: SaveStatusProps) {
  const status = useSaveState((state) => state.status);
  const [isOpen, setOpen] = useState(false);
  const Icon = ICONS[status];
  return (
    <>
      <button
        type="button"
        data-save-status={status}
        aria-label={`Saving: ${STATUS_WORDS[status]}`}
        title={STATUS_HINTS[status]}
        onClick={() => (status === "conflict" ? onConflict() : setOpen(true))}
        className={classes(
          "flex h-8 shrink-0 items-center gap-1.5 rounded-control px-2 text-meta whitespace-nowrap hover:bg-hover",
          LOUD.has(status) ? "state-failed text-state" : "text-soft hover:text-ink",
        )}
      >
        <Icon className="size-4" aria-hidden />
        <span className="min-w-[7ch] text-left max-sm:hidden">{STATUS_WORDS[status]}</span>
      </button>
      {/* Said aloud when it changes for the worse, and when all is well again. */}
      <span role="status" className="sr-only">
        {LOUD.has(status) || status === "saved" ? STATUS_WORDS[status] : ""}
      </span>
      <SavingDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

function SavingDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const saver = useSaving();
  const router = useRouter();
  const { status, revision, savedAt, message } = useSaveState((state) => state);
  const author = useAuthorName();
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={STATUS_WORDS[status]}
      description={STATUS_HINTS[status]}
      footer={
        <>
          {status === "removed" ? (
            <Button onClick={() => void saver.bringBack()}>Bring it back</Button>
          ) : null}
          {status === "offline" || status === "refused" ? (
            <Button onClick={() => void saver.flush()}>Try now</Button>
          ) : null}
          <Button
            variant="primary"
            disabled={revision === 0}
            onClick={() => {
              onClose();
              router.push(`/workflows/${saver.id}?revision=${revision}`);
            }}
          >
            Revisions
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 p-4">
        {message === null ? null : <p className="break-words">{message}</p>}
        {revision === 0 ? null : (
          <p className="text-soft">
            Revision {revision}
            {savedAt === null ? null : (
              <>
                , saved <Moment at={savedAt} />
              </>
            )}
          </p>
        )}
        <label className="flex flex-col gap-1">
          <span className="text-meta text-soft">Your name, as others see it at your revisions</span>
          <input
            value={author}
            placeholder="Somebody"
            maxLength={80}
            autoComplete="name"
            onChange={(event) => setAuthorName(event.target.value)}
            className="h-8 rounded-control border border-line bg-panel px-2"
          />
        </label>
      </div>
    </Dialog>
  );
}
