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

export function KindIcon({ kind, className }: { kind: NodeKind; className?: string }) {
  const Shape = ICONS[kind];
  const turn = kind === "group" ? "rotate-90" : kind === "chord" ? "rotate-180" : "";
  return <Shape className={`${turn} ${className ?? ""}`} aria-hidden />;
}
