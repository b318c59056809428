import { useEffect } from "react";
import { faviconOf } from "./favicon";
import { useRunState } from "./context";
import { runFace, runTitle } from "./run-words";

/** The browser's tab shows how the run stands, as long as its page is open. */
export function useTab(): void {
  const title = useRunState(({ live }) => (live === null ? null : runTitle(live)));
  const state = useRunState(({ live }) => (live === null ? null : runFace(live)));
  useEffect(() => {
    if (title === null) return;
    const before = document.title;
    const own = `${title} · Espalier`;
    document.title = own;
    return () => {
      // The page that one goes to may have said its own title before this one is gone.
      if (document.title === own) document.title = before;
    };
  }, [title]);
  useEffect(() => {
    if (state === null) return;
    const icon = document.createElement("link");
    icon.rel = "icon";
    icon.type = "image/svg+xml";
    icon.setAttribute("sizes", "any");
    icon.href = faviconOf(state, colourOf(state));
    icon.dataset["runState"] = state;
    // The last one counts; the page's own comes back when this one goes.
    document.head.append(icon);
    return () => icon.remove();
  }, [state]);
}

function colourOf(state: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--state-${state}`).trim();
}
