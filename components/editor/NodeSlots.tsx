"use client";
import { Merge, Plus, SquarePlus } from "lucide-react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { SlotBox } from "@/components/canvas/types";
import { classes } from "@/components/ui/classes";
import { aimAt } from "./placing";
import { RenameField } from "./RenameField";
import { slotName, slotsOf, type SlotButton } from "./slots";
import { useEditor, useEditorShared } from "./use-editor";
import { dragWire } from "./wire-drag";
import { titleOf } from "./words";

/** The box under the pointer. One store for the page: there is one pointer. */
export const hovered = createStore<{ boxId: string | null }>(() => ({ boxId: null }));

/** Over the title. */
const NAME_PLACES = {
  task: "absolute inset-x-1 top-1.5 h-9",
  frame: "absolute top-0.5 left-1 h-7 w-[min(240px,calc(100%-40px))] text-meta",
  stack: "absolute top-0.5 left-1 h-7 w-[min(240px,calc(100%-40px))] text-meta",
};

const SIDES: { [S in SlotButton["side"]]: string } = {
  bottom: "top-full left-1/2 -translate-x-1/2 translate-y-[2px]",
  // A frame's padding of 12 px lies above: more would cover the title of what is around.
  top: "bottom-full left-1/2 h-4 min-w-4 -translate-x-1/2 translate-y-[5px]",
  right: "top-1/2 left-full -translate-y-1/2 -translate-x-[2px]",
  bottomRight: "right-2 bottom-0 translate-y-1/2",
  middle: "top-1/2 left-1/2 -translate-x-1/2 -translate-y-1/2",
};

/** The "+" buttons of a box while it is selected or under the pointer. */
export function NodeSlots({ box }: { box: SlotBox }) {
  const isHovered = useStore(hovered, (state) => state.boxId === box.id);
  const isSelected = useEditor(
    ({ selection }) => selection.length === 1 && selection[0] === box.nodeId,
  );
  const isMoving = useEditor((state) => state.moving !== null);
  const isRenamed = useEditor(
    ({ renaming }) => renaming?.where === "canvas" && renaming.nodeId === box.nodeId,
  );
  if (isRenamed && box.type !== "empty" && box.type !== "cells")
    return <RenameField nodeId={box.nodeId} className={NAME_PLACES[box.type]} />;
  if (isMoving) return null;
  if (box.type !== "empty" && !isHovered && !isSelected) return null;
  return slotsOf(box).map((slot) => <SlotPlus key={slot.verb} slot={slot} box={box} />);
}

const ICONS: { [verb: string]: typeof Plus } = { join: Merge, inside: SquarePlus };

function SlotPlus({ slot, box }: { slot: SlotButton; box: SlotBox }) {
  const { nodeId } = box;
  const Icon = ICONS[slot.verb] ?? Plus;
  const shared = useEditorShared();
  const { store, focus } = shared;
  const name = useEditor((state) => {
    const node = state.document.nodes[nodeId];
    return slotName(slot, node === undefined ? "" : titleOf(node));
  });
  const isAimed = useEditor(
    ({ target }) =>
      target?.kind === "insert" && target.slot.verb === slot.verb && target.slot.nodeId === nodeId,
  );
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      // Keys reach slots by N, P, J and I; the tab order stays with the nodes.
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        store.getState().select([nodeId]);
        if (aimAt(store, { verb: slot.verb, nodeId })) focus.palette();
      }}
      onPointerDown={(event) => dragWire(event, shared, { verb: slot.verb, nodeId })}
      data-slot={box.type}
      className={classes(
        "nodrag nopan group/slot pointer-events-auto absolute z-10 flex items-center justify-center rounded-full border text-[11px] leading-none font-medium hover:z-20",
        isAimed
          ? "border-focus bg-focus text-on-accent"
          : "border-line-strong bg-panel text-soft hover:border-focus hover:text-ink",
        slot.side !== "top" && "h-5 min-w-5",
        SIDES[slot.side],
      )}
    >
      <Icon className={classes("size-3", slot.verb === "join" && "rotate-180")} aria-hidden />
      {/* The word comes out on demand: in full they would hide the lanes beside. */}
      <span className={classes("pr-1 pl-0.5", !isAimed && "hidden group-hover/slot:inline")}>
        {slot.word}
      </span>
    </button>
  );
}
