"use client";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";

interface PanelFrameProps {
  title: string;
  /** The title as it is shown beside the drawing; absent: as it is. */
  heading?: ReactNode;
  /** Says its title to those who listen, when it changes. */
  announces?: boolean;
  closeLabel: string;
  onClose: () => void;
  /** As a sheet over the drawing: on phones. */
  sheet: boolean;
  children: ReactNode;
}

/** What is said of what is selected: beside the drawing, on a phone over it. */
export function PanelFrame({
  title,
  heading,
  announces = false,
  closeLabel,
  onClose,
  sheet,
  children,
}: PanelFrameProps) {
  if (sheet) {
    return (
      <Dialog
        open
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
        title={title}
        placement="sheet"
      >
        <div className="flex h-[70dvh] flex-col">{children}</div>
      </Dialog>
    );
  }
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-2 pr-2 pl-4">
        <h2
          {...(announces ? { "aria-live": "polite" } : {})}
          className="num min-w-0 flex-1 truncate text-title font-semibold"
          title={title}
        >
          {heading ?? title}
        </h2>
        <IconButton label={closeLabel} onClick={onClose}>
          <X />
        </IconButton>
      </div>
      {children}
    </>
  );
}
