import { Box, CopyPlus, Link2, Merge, Network, Rows3 } from "lucide-react";
import type { NodeKind } from "@/core/node";

const ICONS = {
  task: Box,
  chain: Link2,
  group: Rows3,
  chord: Merge,
  tree: Network,
  map: CopyPlus,
} as const;

/** Degrees by which an icon is turned, so that it runs as the drawing does. */
export const KIND_TURNS: Partial<Record<NodeKind, number>> = { group: 90, chord: 180 };

export function KindIcon({ kind, className }: { kind: NodeKind; className?: string }) {
  const Shape = ICONS[kind];
  const turn = KIND_TURNS[kind];
  return (
    <Shape
      className={className}
      {...(turn === undefined ? {} : { style: { rotate: `${turn}deg` } })}
      aria-hidden
    />
  );
}
