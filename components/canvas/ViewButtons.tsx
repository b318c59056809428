"use client";
import { Panel } from "@xyflow/react";
import { ArrowDownToLine, ArrowRightToLine, Maximize, Minus, Plus } from "lucide-react";
import { IconButton } from "@/components/ui/Button";
import { turnDirection, useDirection } from "./direction";

interface ViewButtonsProps {
  viewport: { fit: () => void; zoom: (factor: number) => void };
}

/** How the drawing is looked at: nearer, further, all of it, which way it runs. */
export function ViewButtons({ viewport: { fit, zoom } }: ViewButtonsProps) {
  const direction = useDirection();
  return (
    <Panel
      position="bottom-left"
      className="flex rounded-card border border-line bg-panel p-0.5 max-sm:m-2"
    >
      <IconButton label="Zoom out" size="compact" onClick={() => zoom(1 / 1.3)}>
        <Minus />
      </IconButton>
      <IconButton label="Zoom in" size="compact" onClick={() => zoom(1.3)}>
        <Plus />
      </IconButton>
      <IconButton label="Show everything" size="compact" onClick={fit}>
        <Maximize />
      </IconButton>
      <IconButton
        label={direction === "down" ? "Draw to the right" : "Draw downward"}
        size="compact"
        onClick={() => {
          turnDirection();
          // The drawing has another shape: it is shown whole once it is laid out.
          requestAnimationFrame(() => requestAnimationFrame(fit));
        }}
      >
        {direction === "down" ? <ArrowRightToLine /> : <ArrowDownToLine />}
      </IconButton>
    </Panel>
  );
}
