"use client";
import { useStore as useFlowStore } from "@xyflow/react";
import { CircleCheck, OctagonX } from "lucide-react";
import { memo, useMemo } from "react";
import { useStore } from "zustand";
import { directionNow } from "@/components/canvas/direction";
import { classes } from "@/components/ui/classes";
import type { Layout } from "@/core/layout/types";
import type { Moving } from "./editor-store";
import { legalSlots } from "./moving";
import { pointer } from "./pointer";
import { nodeAt, placeSlots, type PlacedSlot } from "./slot-places";
import { useEditor } from "./use-editor";

/** Over the drawing: the slots of a move, and the frame that selects. */
export function MoveOverlay({ drawing }: { drawing: Layout }) {
  const moving = useEditor((state) => state.moving);
  const frame = useStore(pointer, (state) => state.frame);
  if (moving !== null) return <Slots drawing={drawing} moving={moving} />;
  if (frame === null) return null;
  const { x, y, width, height } = frame;
  return (
    <div
      data-select-frame
      className="pointer-events-none absolute rounded-chip border border-focus bg-focus/10"
      style={{ left: x, top: y, width, height, zIndex: 2000 }}
    />
  );
}

function Slots({ drawing, moving }: { drawing: Layout; moving: Moving }) {
  const placed = useMemo(
    () => placeSlots(legalSlots(moving), drawing.boxes, directionNow()),
    // The slots stay the same objects for as long as a move takes.
    // oxlint-disable-next-line react/exhaustive-deps
    [moving.slots, drawing],
  );
  const active = placed.find(({ slot }) => slot === moving.slot);
  const near = useNearNode(drawing, moving);
  // Chips lie on the node itself: those of the node that is meant are enough.
  const shown = placed.filter(
    (each) => each !== active && (!each.isChip || each.slot.nodeId === near),
  );
  return (
    <div className="pointer-events-none absolute top-0 left-0" style={{ zIndex: 2000 }}>
      {moving.ids.map((id) => (
        <Leaving key={id} drawing={drawing} nodeId={id} />
      ))}
      {shown.map((each) => (
        <SlotBar key={`${each.slot.verb} ${each.slot.nodeId}`} placed={each} isActive={false} />
      ))}
      {active === undefined ? null : (
        <>
          <SlotBar placed={active} isActive />
          <SlotLabel placed={active} />
        </>
      )}
    </div>
  );
}

/** The node that the pointer is on, or whose slot the keys are at. */
function useNearNode(drawing: Layout, moving: Moving): string | null {
  const transform = useFlowStore((state) => state.transform);
  const origin = useFlowStore((state) => state.domNode);
  return useStore(pointer, ({ x, y }) => {
    if (moving.by === "keys") return moving.slot?.nodeId ?? null;
    const area = origin?.getBoundingClientRect();
    if (area === undefined) return null;
    const [tx, ty, zoom] = transform;
    const point = { x: (x - area.left - tx) / zoom, y: (y - area.top - ty) / zoom };
    return nodeAt(drawing.boxes, point);
  });
}

/** What moves is dimmed where it stands; it stays there until it is dropped. */
function Leaving({ drawing, nodeId }: { drawing: Layout; nodeId: string }) {
  const box = drawing.boxes.find(({ id }) => id === nodeId);
  if (box === undefined) return null;
  const { x, y, width, height } = box;
  return (
    <div
      className="absolute rounded-card border border-dashed border-line-strong bg-ground/65"
      style={{ left: x - 1, top: y - 1, width: width + 2, height: height + 2 }}
    />
  );
}

/** Memoised: there may be thousands, and one changes at a time. */
const SlotBar = memo(function SlotBar({
  placed: { rectangle, slot, isChip },
  isActive,
}: {
  placed: PlacedSlot;
  isActive: boolean;
}) {
  const { x, y, width, height } = rectangle;
  const Icon = slot.verb === "onSuccess" ? CircleCheck : OctagonX;
  return (
    <div
      data-move-slot={slot.verb}
      data-active={isActive || undefined}
      className={classes(
        "absolute grid place-items-center rounded-chip border",
        isActive
          ? "border-focus bg-focus text-on-accent"
          : "border-dashed border-focus bg-focus/25 text-focus",
        isChip && !isActive && "bg-panel",
      )}
      style={{ left: x, top: y, width, height }}
    >
      {isChip ? <Icon className="size-3.5" aria-hidden /> : null}
    </div>
  );
});

/** The result in words, in one size however far one looks from. */
function SlotLabel({ placed: { rectangle, slot } }: { placed: PlacedSlot }) {
  const zoom = useFlowStore((state) => state.transform[2]);
  const { x, y, width, height } = rectangle;
  return (
    <div
      className="absolute rounded-control bg-focus px-2 py-1 text-[12px] leading-4 font-medium whitespace-nowrap text-on-accent shadow-float"
      style={{
        left: x + width / 2,
        top: y + height,
        transform: `scale(${1 / zoom}) translate(-50%, 6px)`,
        transformOrigin: "0 0",
      }}
    >
      {slot.words}
    </div>
  );
}
