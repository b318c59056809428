"use client";
import { EllipsisVertical } from "lucide-react";
import { Menu } from "@/components/ui/Menu";
import { nodeEntries } from "./menu-entries";
import { useEditorShared } from "./use-editor";

/** Everything that can be done to what is selected. Quiet: no stop of the Tab key, a right click does the same. */
export function NodeMenu({ isQuiet = false }: { isQuiet?: boolean }) {
  const shared = useEditorShared();
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={isQuiet ? "Actions" : "More"}
          tabIndex={isQuiet ? -1 : undefined}
          onClick={(event) => event.stopPropagation()}
          className="grid size-7 place-items-center rounded-control text-soft hover:bg-hover hover:text-ink [&_svg]:size-4"
        >
          <EllipsisVertical aria-hidden />
        </button>
      }
      entries={() => nodeEntries(shared)}
    />
  );
}
