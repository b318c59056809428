/** The one table of the keys on the page of a run; its help under `?` is made from it. */

export const RUN_KEYS = [
  { id: "filter", keys: ["/"], does: "Filter the nodes", listed: true },
  {
    id: "go",
    keys: ["↑", "↓", "←", "→"],
    does: "Go through drawing, outline or timeline",
    listed: true,
  },
  { id: "timeline", keys: ["T"], does: "Show the timeline, or hide it" },
  { id: "path", keys: ["C"], does: "Show the critical path and where the time went" },
  { id: "zoomIn", keys: ["+"], does: "Timeline: look closer" },
  { id: "zoomOut", keys: ["-"], does: "Timeline: look from farther" },
  { id: "zoomAll", keys: ["0"], does: "Timeline: show all of the run" },
  { id: "earlier", keys: ["Shift+ArrowLeft"], does: "Timeline: earlier, while zoomed" },
  { id: "later", keys: ["Shift+ArrowRight"], does: "Timeline: later, while zoomed" },
  { id: "back", keys: [","], does: "One event back" },
  { id: "on", keys: ["."], does: "One event on" },
  { id: "play", keys: ["P"], does: "Play the run, or stop playing" },
  { id: "live", keys: ["L"], does: "Back to live" },
  {
    id: "commands",
    keys: ["Ctrl+K"],
    does: "Search actions, tasks, workflows and runs",
    listed: true,
  },
  { id: "help", keys: ["?"], does: "List the keys" },
] as const satisfies readonly RunKey[];

interface RunKey {
  id: string;
  keys: readonly string[];
  does: string;
  /** True: answered elsewhere, only listed here. */
  listed?: true;
}

export type RunAction = Exclude<(typeof RUN_KEYS)[number], { listed: true }>["id"];

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What a pressed key does on the page of a run; `null` for nothing. */
export function runAction(press: KeyPress): RunAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const isArrow = press.key.startsWith("Arrow");
  const key = isArrow && press.shiftKey ? `Shift+${press.key}` : press.key.toUpperCase();
  // The plus needs Shift on many keyboards, and none on others.
  const found = RUN_KEYS.find(({ keys }) =>
    keys.some((each) => each.toUpperCase() === key.toUpperCase() || (each === "+" && key === "=")),
  );
  return found === undefined || "listed" in found ? null : found.id;
}

const SYMBOLS: { [key: string]: string } = { ArrowLeft: "←", ArrowRight: "→" };

/** A key as a person reads it. */
export function keyText(key: string): string {
  return key === "+"
    ? "+"
    : key
        .split("+")
        .map((part) => SYMBOLS[part] ?? part)
        .join(" ");
}
