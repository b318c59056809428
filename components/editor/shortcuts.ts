/**
 * The one table of what can be done in the editor, with its keys. Keys, the help under `?`, menus and
 * the command palette are made from it; `actions.ts` carries it out.
 *
 * A key is written as its modifiers in the order Ctrl, Alt, Shift (Ctrl is also Command), then `Event.key`,
 * a letter in upper case. A single character without Ctrl and Alt counts only on canvas and outline, and a
 * person can switch those off (WCAG 2.1.4).
 */

export type Section =
  "Add" | "Edit" | "Arrange" | "Select" | "Clipboard" | "Fold" | "View" | "Workflow";

interface Row {
  section: Section;
  does: string;
  keys: readonly string[];
  /** True: counts anywhere in the editor, in fields too. */
  anywhere?: true;
  /** True: the browser, the canvas or the outline answers the key; it is only listed here. */
  listed?: true;
}

const ROWS = {
  then: { section: "Add", does: "Add after", keys: ["N"] },
  before: { section: "Add", does: "Add before", keys: ["B"] },
  alongside: { section: "Add", does: "Add alongside", keys: ["P"] },
  join: { section: "Add", does: "Join with a body; several: the last is the body", keys: ["J"] },
  inside: { section: "Add", does: "Add inside, last", keys: ["I"] },
  insideFirst: { section: "Add", does: "Add inside, first", keys: ["Shift+I"] },
  onSuccess: { section: "Add", does: "Add on success", keys: ["S"] },
  onFailure: { section: "Add", does: "Add on failure", keys: ["F"] },
  insertTemplate: { section: "Add", does: "Insert a template …", keys: ["K"] },
  search: { section: "Add", does: "Search the tasks", keys: ["/"] },

  edit: { section: "Edit", does: "Edit the arguments", keys: ["Enter"] },
  rename: { section: "Edit", does: "Rename", keys: ["F2"] },
  replace: { section: "Edit", does: "Replace the task", keys: ["R"] },
  optional: { section: "Edit", does: "Optional, or not", keys: ["O"] },
  immutable: { section: "Edit", does: "Immutable, or not", keys: ["Shift+O"] },
  expression: { section: "Edit", does: "Write it as an expression", keys: ["X"] },
  remove: { section: "Edit", does: "Delete", keys: ["Delete", "Backspace"] },

  move: { section: "Arrange", does: "Move", keys: ["M"] },
  earlier: { section: "Arrange", does: "Move earlier", keys: ["Alt+ArrowUp"] },
  later: { section: "Arrange", does: "Move later", keys: ["Alt+ArrowDown"] },
  out: { section: "Arrange", does: "Move out of its container", keys: ["Alt+ArrowLeft"] },
  in: { section: "Arrange", does: "Move into the container beside it", keys: ["Alt+ArrowRight"] },
  wrapChain: { section: "Arrange", does: "Wrap in a chain", keys: ["C"] },
  wrapGroup: { section: "Arrange", does: "Wrap in a group", keys: ["G"] },
  wrapChord: { section: "Arrange", does: "Wrap in a chord", keys: ["Shift+J"] },
  wrapTree: { section: "Arrange", does: "Wrap in a tree", keys: ["T"] },
  wrapMap: { section: "Arrange", does: "Wrap in a map", keys: ["Shift+M"] },
  unwrap: { section: "Arrange", does: "Unwrap", keys: ["U"] },

  go: {
    section: "Select",
    does: "Go to the next, previous, parent, first member",
    keys: ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"],
    listed: true,
  },
  goEnds: { section: "Select", does: "Go to the first, last", keys: ["Home", "End"], listed: true },
  extendNext: { section: "Select", does: "Select the next too", keys: ["Shift+ArrowDown"] },
  extendPrevious: { section: "Select", does: "Select the previous too", keys: ["Shift+ArrowUp"] },
  selectAll: { section: "Select", does: "Select all beside it", keys: ["Ctrl+A"] },
  escape: { section: "Select", does: "Cancel; leave a field; select nothing", keys: ["Escape"] },

  copy: { section: "Clipboard", does: "Copy", keys: ["Ctrl+C"], listed: true },
  cut: { section: "Clipboard", does: "Cut", keys: ["Ctrl+X"], listed: true },
  paste: { section: "Clipboard", does: "Paste after", keys: ["Ctrl+V"], listed: true },
  pasteAt: { section: "Clipboard", does: "Paste, choosing where", keys: ["Ctrl+Shift+V"] },
  copyAs: { section: "Clipboard", does: "Copy or download as …", keys: ["Y"] },
  saveTemplate: { section: "Clipboard", does: "Save as a template …", keys: ["Shift+K"] },
  duplicate: { section: "Clipboard", does: "Duplicate", keys: ["Ctrl+D"] },

  fold: { section: "Fold", does: "Fold", keys: ["["] },
  unfold: { section: "Fold", does: "Unfold", keys: ["]"] },
  foldDepth: {
    section: "Fold",
    does: "Fold all below this depth",
    keys: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  },
  foldAll: { section: "Fold", does: "Fold all", keys: ["W"] },
  unfoldAll: { section: "Fold", does: "Unfold all", keys: ["E"] },

  fit: { section: "View", does: "Show everything", keys: ["Z"] },
  turn: { section: "View", does: "Turn the drawing down or right", keys: ["D"] },
  json: { section: "View", does: "Show the node as JSON", keys: ["V"] },
  lastRun: { section: "View", does: "Show the last run, or hide it", keys: ["L"] },
  help: { section: "View", does: "List the keys", keys: ["?"] },

  undo: { section: "Workflow", does: "Undo", keys: ["Ctrl+Z"], anywhere: true },
  redo: { section: "Workflow", does: "Redo", keys: ["Ctrl+Shift+Z", "Ctrl+Y"], anywhere: true },
  openFile: { section: "Workflow", does: "Open a file", keys: ["Ctrl+O"], anywhere: true },
  startOver: { section: "Workflow", does: "Start over", keys: ["Shift+X"] },
  run: { section: "Workflow", does: "Run", keys: ["Ctrl+Enter"], anywhere: true },
  test: {
    section: "Workflow",
    does: "Test the node by itself",
    keys: ["Ctrl+Shift+Enter"],
    anywhere: true,
  },
  nextProblem: { section: "Workflow", does: "Next problem", keys: ["F8"], anywhere: true },
  previousProblem: {
    section: "Workflow",
    does: "Previous problem",
    keys: ["Shift+F8"],
    anywhere: true,
  },
  commands: {
    section: "Workflow",
    does: "Search actions, tasks, workflows and runs",
    keys: ["Ctrl+K"],
    anywhere: true,
    listed: true,
  },
} as const satisfies { [id: string]: Row };

export type ActionId = keyof typeof ROWS;

export interface Shortcut extends Row {
  id: ActionId;
}

/** Everything that can be done, in the order it is listed. */
export const SHORTCUTS: readonly Shortcut[] = Object.entries(ROWS).map(([id, row]) => ({
  id: id as ActionId,
  ...(row as Row),
}));

const BY_KEY = new Map(
  SHORTCUTS.filter(({ listed }) => listed !== true).flatMap((shortcut) =>
    shortcut.keys.map((key) => [key, shortcut] as const),
  ),
);

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const isLetter = (key: string) => key.toUpperCase() !== key.toLowerCase();

/** A pressed key as the table writes it. */
export function keyOf(press: KeyPress): string {
  const { key, altKey, shiftKey } = press;
  const hasControl = press.ctrlKey || press.metaKey;
  const isSymbol = key.length === 1 && !isLetter(key);
  // Symbols need Shift or AltGr (Ctrl and Alt at once) on many keyboards.
  if (isSymbol && !altKey && !hasControl) return key;
  if (isSymbol && altKey && press.ctrlKey) return key;
  const modifiers = [hasControl && "Ctrl", altKey && "Alt", shiftKey && "Shift"];
  const name = key.length === 1 ? key.toUpperCase() : key;
  return [...modifiers.filter((part) => part !== false), name].join("+");
}

/** True for a key that is one character, alone or with Shift: those can be switched off. */
export function isSingleKey(key: string): boolean {
  return key.replace(/^Shift\+/, "").length === 1;
}

/** What a key does anywhere in the editor, in fields too; null for nothing. */
export function globalAction(press: KeyPress): ActionId | null {
  const found = BY_KEY.get(keyOf(press));
  return found?.anywhere === true ? found.id : null;
}

/** What a key does while a node, the canvas or the outline has the focus; null for nothing. */
export function nodeAction(press: KeyPress, hasSingleKeys: boolean): ActionId | null {
  const key = keyOf(press);
  const found = BY_KEY.get(key);
  if (found === undefined || found.anywhere === true) return null;
  return isSingleKey(key) && !hasSingleKeys ? null : found.id;
}

const SYMBOLS: { [key: string]: string } = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Delete: "Del",
  Escape: "Esc",
};

/** A key as a person reads it: `Ctrl Shift Z`, `Alt ↑`. */
export function keyWords(key: string): string {
  return key
    .split("+")
    .map((part) => SYMBOLS[part] ?? part)
    .join(" ");
}

/** The keys of an action as a person reads them: `Ctrl Shift Z / Ctrl Y`, `0 – 9`. */
export function keysOf({ keys }: Pick<Shortcut, "keys">): string {
  if (keys.length > 4) return `${keys[0] ?? ""} – ${keys.at(-1) ?? ""}`;
  return keys.map(keyWords).join(keys.every((key) => key.startsWith("Arrow")) ? " " : " / ");
}

/** The first key of an action, for a menu. */
export function firstKeyOf(id: ActionId): string {
  return keyWords(ROWS[id].keys[0]);
}

/** What an action does, in the words of the table. */
export function wordsOf(id: ActionId): string {
  return ROWS[id].does;
}
