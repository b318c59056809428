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
  { id: "extendNext", keys: ["Shift+ArrowDown"], does: "Select the next step too", steers: true },
  { id: "extendBack", keys: ["Shift+ArrowUp"], does: "Select the step before too", steers: true },
  { id: "add", keys: ["Shift+Space"], does: "Select a node too, or no longer", listed: true },
  {
    id: "range",
    keys: ["Shift+click", "Shift+drag"],
    does: "Select up to a node, or by a frame",
    listed: true,
  },
  {
    id: "selectAll",
    keys: ["Ctrl+A"],
    does: "Select what the filter found, or all steps",
    steers: true,
  },
  { id: "nothing", keys: ["Escape"], does: "Select nothing", steers: true },
  { id: "retry", keys: ["R"], does: "Retry what is selected, or what failed", steers: true },
  { id: "succeed", keys: ["S"], does: "Mark the step as succeeded", steers: true },
  { id: "revoke", keys: ["Delete"], does: "Revoke what is selected", steers: true },
  { id: "hold", keys: ["H"], does: "Pause the run, or resume it", steers: true },
  { id: "fold", keys: ["["], does: "Fold the container", steers: true },
  { id: "unfold", keys: ["]"], does: "Unfold the container", steers: true },
  { id: "foldAll", keys: ["W"], does: "Fold all", steers: true },
  { id: "unfoldAll", keys: ["E"], does: "Unfold all", steers: true },
  { id: "fit", keys: ["Z"], does: "Show the whole drawing", steers: true },
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
  /** True: it selects, or does something to what is selected. */
  steers?: true;
}

type Row = (typeof RUN_KEYS)[number];

export type RunAction = Exclude<Row, { listed: true } | { steers: true }>["id"];
export type SteerAction = Extract<Row, { steers: true }>["id"];

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
  return found === undefined || "listed" in found || "steers" in found ? null : found.id;
}

/** What a pressed key does to the selection or to what is selected; `null` for nothing. */
export function steerAction(press: KeyPress): SteerAction | null {
  if (press.altKey) return null;
  const hasControl = press.ctrlKey || press.metaKey;
  const name = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const isLetter = press.key.length === 1;
  const key = `${hasControl ? "Ctrl+" : ""}${press.shiftKey && !isLetter ? "Shift+" : ""}${name}`;
  const steering = RUN_KEYS.filter((row) => "steers" in row);
  return steering.find(({ keys }) => (keys as readonly string[]).includes(key))?.id ?? null;
}

const SYMBOLS: { [key: string]: string } = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

/** A key as a person reads it. */
export function keyText(key: string): string {
  return key === "+"
    ? "+"
    : key
        .split("+")
        .map((part) => SYMBOLS[part] ?? part)
        .join(" ");
}
