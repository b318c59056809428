"use client";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import type { Loss } from "@/core/exchange/flow-job";
import { LossList } from "./LossList";

interface TakenDialogProps {
  /** What was pasted or opened, and what of it was not taken; null: the dialog is closed. */
  taken: { from: string; losses: readonly Loss[] } | null;
  onClose: () => void;
}

/** Names what could not be taken as it was written. What could be is drawn. */
export function TakenDialog({ taken, onClose }: TakenDialogProps) {
  return (
    <Dialog
      open={taken !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Taken from ${taken?.from ?? ""}, but for this`}
      description="The rest is drawn. Undo takes it back."
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="p-4">
        <LossList label="What could not be taken" losses={taken?.losses ?? []} />
      </div>
    </Dialog>
  );
}
