"use client";
import { faceOfView } from "@/components/canvas/faces";
import { StateMark } from "@/components/canvas/StateMark";
import { useNodeView } from "./context";

interface NodeLinkProps {
  id: string;
  onSelect: (id: string) => void;
  /** With the mark of its state before its name. */
  marked?: boolean;
}

/** Names a node of the run, and leads to it. */
export function NodeLink({ id, onSelect, marked = false }: NodeLinkProps) {
  const view = useNodeView(id);
  const name = view === undefined ? id : nameOf(faceOfView(view));
  return (
    <button
      type="button"
      onClick={() => onSelect(id)}
      className="inline-flex max-w-full items-center gap-1 rounded-chip align-bottom font-medium underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      {marked && view !== undefined ? <StateMark state={view.state} size={14} /> : null}
      <span className="min-w-0 truncate">{name}</span>
    </button>
  );
}

const nameOf = ({ namespace, title }: ReturnType<typeof faceOfView>) =>
  `${namespace ?? ""}${title}`;
