"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useState, type ReactNode, type RefObject } from "react";
import { classes } from "./classes";
import { DialogAround } from "./landmark";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, the deed last. */
  footer?: ReactNode;
  /** `side`: beside what it speaks of, which stays visible. `sheet`: from below, on phones. */
  placement?: "centre" | "wide" | "side" | "sheet";
  /** What has the focus at first; otherwise the first that can have it. */
  initialFocus?: RefObject<HTMLElement | null>;
}

const PLACES = {
  centre:
    "top-1/2 left-1/2 max-h-[min(80dvh,640px)] w-[min(560px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-card data-starting-style:opacity-0 data-ending-style:opacity-0",
  wide: "top-1/2 left-1/2 max-h-[92dvh] w-[min(1040px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-card data-starting-style:opacity-0 data-ending-style:opacity-0",
  side: "inset-y-3 right-3 w-[min(400px,calc(100vw-24px))] rounded-card data-starting-style:translate-x-4 data-starting-style:opacity-0 data-ending-style:translate-x-4 data-ending-style:opacity-0",
  sheet:
    "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-card data-starting-style:translate-y-full data-ending-style:translate-y-full",
} as const;

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  placement = "centre",
  initialFocus,
}: DialogProps) {
  const modal = placement !== "side";
  const [popup, setPopup] = useState<HTMLDivElement | null>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={onOpenChange}
      modal={modal}
      disablePointerDismissal={!modal}
    >
      <Base.Portal>
        {modal ? (
          <Base.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        ) : null}
        <Base.Popup
          ref={setPopup}
          {...(initialFocus && { initialFocus })}
          className={classes(
            "fixed z-50 flex flex-col border border-line bg-panel shadow-float transition-[translate,opacity] duration-150 ease-out outline-none",
            PLACES[placement],
          )}
        >
          <div className="flex items-start gap-2 border-b border-line py-2 pr-2 pl-4">
            <div className="min-w-0 flex-1 py-1">
              <Base.Title className="text-title font-semibold">{title}</Base.Title>
              {description === undefined ? null : (
                <Base.Description className="text-soft" render={<div />}>
                  {description}
                </Base.Description>
              )}
            </div>
            <Base.Close
              aria-label="Close"
              className="grid size-8 place-items-center rounded-control text-soft hover:bg-hover hover:text-ink"
            >
              <X className="size-4" />
            </Base.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto">
            <DialogAround value={modal ? popup : null}>{children}</DialogAround>
          </div>
          {footer === undefined ? null : (
            <div className="flex items-center justify-end gap-2 border-t border-line p-3">
              {footer}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
