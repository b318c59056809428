import type { KeyboardEvent } from "react";
import { useCanvas, useTabStop } from "./context";

/** What makes a node's own button take focus and answer keys; clicks are the canvas' (`onNodeClick`). */
export function useNodeButton(id: string) {
  const { select } = useCanvas();
  const tabStop = useTabStop(id);
  return {
    role: "button",
    tabIndex: tabStop ? 0 : -1,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget || event.defaultPrevented) return;
      if (event.key === " ") {
        event.preventDefault();
        select(id, { additive: event.shiftKey });
      }
    },
  };
}
