"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";

interface PreviewDialogProps {
  title: string;
  description: string;
  deed: {
    label: string;
    variant?: "primary" | "danger";
    disabled: boolean;
    onClick: () => void;
  };
  onClose: () => void;
  children: ReactNode;
}

/** Beside the drawing, which shows what would become of its nodes: what is about to be done, and the doing. */
export function PreviewDialog(props: PreviewDialogProps) {
  const { title, description, deed, onClose, children } = props;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      placement="side"
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={deed.variant ?? "primary"}
            disabled={deed.disabled}
            onClick={deed.onClick}
          >
            {deed.label}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 p-4">{children}</div>
    </Dialog>
  );
}
