"use client";
import { Copy, Merge, MoveRight } from "lucide-react";
import { PointMenu } from "@/components/ui/Menu";
import type { WireOffer } from "@/core/edits/wire-offers";
import type { EditorDialog } from "./editor-store";
import { useEditorShared } from "./use-editor";

const ICONS: { readonly [K in WireOffer["kind"]]: typeof Copy } = {
  duplicate: Copy,
  join: Merge,
  data: MoveRight,
};

interface WireMenuProps {
  wire: Extract<EditorDialog, { kind: "wire" }> | null;
  /** The focus goes back to what is selected. */
  onClose: () => void;
}

/** Where a wire was let go that is refused: why, and what it may mean instead. */
export function WireMenu({ wire, onClose }: WireMenuProps) {
  const { store } = useEditorShared();
  return (
    <PointMenu
      open={wire !== null}
      onClose={onClose}
      point={wire ?? { x: 0, y: 0 }}
      title={wire?.refusal ?? ""}
      entries={(wire?.offers ?? []).map(({ kind, label, command }) => {
        const Icon = ICONS[kind];
        return {
          label,
          icon: <Icon aria-hidden className={kind === "join" ? "rotate-180" : undefined} />,
          onSelect: () => store.getState().command("Draw a wire", command),
        };
      })}
    />
  );
}
