"use client";
import { Copy, CopyPlus, Move, Scissors, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { KindIcon } from "@/components/canvas/KindIcon";
import { IconButton } from "@/components/ui/Button";
import { ACTIONS } from "./actions";
import { firstKeyOf, type ActionId } from "./shortcuts";
import { useEditor, useEditorShared } from "./use-editor";

const DEEDS: readonly { id: ActionId; label: string; icon: ReactNode }[] = [
  { id: "wrapChain", label: "Wrap in a chain", icon: <KindIcon kind="chain" /> },
  { id: "wrapGroup", label: "Wrap in a group", icon: <KindIcon kind="group" /> },
  {
    id: "wrapChord",
    label: "Wrap in a chord, the last as its body",
    icon: <KindIcon kind="chord" />,
  },
  { id: "move", label: "Move", icon: <Move aria-hidden /> },
  { id: "duplicate", label: "Duplicate", icon: <CopyPlus aria-hidden /> },
  { id: "copy", label: "Copy", icon: <Copy aria-hidden /> },
  { id: "cut", label: "Cut", icon: <Scissors aria-hidden /> },
  { id: "remove", label: "Delete", icon: <Trash2 aria-hidden /> },
];

/** What can be done to several selected nodes at once. */
export function SelectionBar() {
  const shared = useEditorShared();
  const count = useEditor((state) => (state.moving === null ? state.selection.length : 0));
  if (count < 2) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="flex items-center gap-0.5 rounded-card border border-line bg-panel p-1 shadow-float"
    >
      <span role="status" className="num px-2 font-medium whitespace-nowrap">
        {count} selected
      </span>
      {DEEDS.map(({ id, label, icon }) => (
        <IconButton
          key={id}
          label={`${label} (${firstKeyOf(id)})`}
          size="compact"
          onClick={() => ACTIONS[id](shared, "")}
        >
          {icon}
        </IconButton>
      ))}
      <IconButton
        label="Select nothing (Esc)"
        size="compact"
        onClick={() => ACTIONS.escape(shared, "")}
      >
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
