/** What the menu of a node offers, from the table of actions: every verb, for mouse and thumb. */
import type { MenuEntry } from "@/components/ui/Menu";
import { ACTIONS } from "./actions";
import { firstKeyOf, wordsOf, type ActionId } from "./shortcuts";
import type { EditorShared } from "./use-editor";

const GROUPS: readonly (readonly ActionId[])[] = [
  ["then", "before", "alongside", "join", "inside", "onSuccess", "onFailure"],
  ["edit", "rename", "replace", "optional", "immutable", "remove"],
  ["move", "earlier", "later", "out", "in"],
  ["wrapChain", "wrapGroup", "wrapChord", "wrapTree", "wrapMap", "unwrap"],
  ["copy", "copyAs", "cut", "paste", "pasteAt", "duplicate", "insertTemplate", "saveTemplate"],
  ["extendNext", "extendPrevious", "selectAll"],
  ["fold", "unfold"],
];

const GROUND: readonly (readonly ActionId[])[] = [
  ["paste", "pasteAt", "insertTemplate", "copyAs", "openFile"],
  ["foldAll", "unfoldAll"],
  ["fit", "turn", "help"],
];

/** Of several nodes only what is done to all of them. */
const ALONE = new Set<ActionId>([
  ...(GROUPS[0] ?? []),
  "edit",
  "rename",
  "replace",
  "wrapTree",
  "fold",
  "unfold",
]);

function isOffered(id: ActionId, shared: EditorShared): boolean {
  const { document, selection } = shared.store.getState();
  const node = document.nodes[selection.at(-1) ?? ""];
  if (node === undefined) return false;
  if (selection.length > 1 && ALONE.has(id)) return false;
  switch (id) {
    case "edit":
    case "replace":
    case "immutable":
    case "wrapTree":
      return node.own.kind === "task";
    case "inside":
    case "unwrap":
    case "fold":
    case "unfold":
      return node.own.kind !== "task";
    case "wrapChord":
      return selection.length > 1;
    case "move":
    case "earlier":
    case "later":
    case "out":
    case "in":
    case "extendNext":
    case "extendPrevious":
    case "selectAll":
      return node.parentId !== null;
    default:
      return true;
  }
}

/** Once the menu is closed: it gives the focus back as it goes, and an action may send it elsewhere. */
function afterClosing(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

/** What a toggle would do now. */
function toggleWords(id: "optional" | "immutable", { store }: EditorShared): string {
  const { document, selection } = store.getState();
  const own = document.nodes[selection.at(-1) ?? ""]?.own;
  const isOn = own !== undefined && id in own && (own as { [flag: string]: unknown })[id] === true;
  return isOn ? `Make not ${id}` : `Make ${id}`;
}

function labelOf(id: ActionId, shared: EditorShared): string {
  if (id === "join") return "Join with a body";
  return id === "optional" || id === "immutable" ? toggleWords(id, shared) : wordsOf(id);
}

function entryOf(id: ActionId, group: string, shared: EditorShared): MenuEntry {
  return {
    label: labelOf(id, shared),
    aside: firstKeyOf(id),
    group,
    danger: id === "remove",
    onSelect: () => afterClosing(() => ACTIONS[id](shared, "")),
  };
}

/** The entries for what is selected. */
export function nodeEntries(shared: EditorShared): MenuEntry[] {
  return GROUPS.flatMap((ids, index) =>
    ids.filter((id) => isOffered(id, shared)).map((id) => entryOf(id, String(index), shared)),
  );
}

/** The entries for the drawing as a whole. */
export function groundEntries(shared: EditorShared): MenuEntry[] {
  return GROUND.flatMap((ids, index) => ids.map((id) => entryOf(id, String(index), shared)));
}
