"use client";
import { BellRing, EllipsisVertical, TriangleAlert } from "lucide-react";
import { KindIcon } from "@/components/canvas/KindIcon";
import { Menu } from "@/components/ui/Menu";
import type { Verb } from "@/core/edits/place";
import type { ContainerKind } from "./palette-items";
import { aimAt } from "./placing";
import { useEditorShared } from "./use-editor";

interface NodeMenuProps {
  nodeId: string;
  onWrap: (kind: ContainerKind) => void;
}

const WRAPS: readonly ContainerKind[] = ["group", "chord", "chain", "map", "tree"];

/** What is done to a node less often: wrapping it, hanging something on it. */
export function NodeMenu({ nodeId, onWrap }: NodeMenuProps) {
  const { store, focus } = useEditorShared();
  const aim = (verb: Verb) => () => {
    if (aimAt(store, { verb, nodeId })) focus.palette();
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label="More"
          className="grid size-7 place-items-center rounded-control text-soft hover:bg-hover hover:text-ink [&_svg]:size-4"
        >
          <EllipsisVertical aria-hidden />
        </button>
      }
      entries={[
        ...WRAPS.map((kind) => ({
          label: `Wrap in a ${kind}`,
          icon: <KindIcon kind={kind} />,
          onSelect: () => onWrap(kind),
        })),
        {
          label: "Add on success",
          icon: <BellRing aria-hidden />,
          onSelect: aim("onSuccess"),
        },
        {
          label: "Add on failure",
          icon: <TriangleAlert aria-hidden />,
          onSelect: aim("onFailure"),
        },
      ]}
    />
  );
}
