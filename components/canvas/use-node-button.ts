import type { KeyboardEvent, MouseEvent } from "react";
import { useCanvas, useTabStop } from "./context";

/** What makes a node's own button select, open and take focus. */
export function useNodeButton(id: string) {
  const { select, activate } = useCanvas();
  const tabStop = useTabStop(id);
  return {
    role: "button",
    tabIndex: tabStop ? 0 : -1,
    onClick: (event: MouseEvent) => {
      event.stopPropagation();
      select(id, { additive: event.shiftKey || event.metaKey || event.ctrlKey });
    },
    onDoubleClick: (event: MouseEvent) => {
      event.stopPropagation();
      activate(id);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget || event.defaultPrevented) return;
      if (event.key === " ") {
        event.preventDefault();
        select(id, { additive: event.shiftKey });
      }
    },
  };
}
