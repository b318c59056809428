/** What each action of the table in `shortcuts.ts` does. Keys, menus and the command palette call it here. */
import { openCommands } from "@/components/command/command-store";
import { unwrapAll, wrap } from "@/core/edits/commands";
import { squashEdits } from "@/core/edits/edit";
import type { Verb } from "@/core/edits/place";
import { setFlag } from "@/core/edits/settings";
import { shift, type Shift } from "@/core/edits/shift";
import { turnDirection } from "@/components/canvas/direction";
import { copySelected, cutSelected, openText, pasteText, readClipboard } from "./clipboard";
import { chooseFiles } from "./exchange/files";
import { focusExpression } from "./expression/bar-store";
import { fold, type FoldStep } from "./folding";
import { beginMoving } from "./moving";
import { aimAt, duplicateSelected, removeSelected } from "./placing";
import type { ContainerKind } from "./palette-items";
import { stepToProblem } from "./problem-going";
import { extendSelection, selectSiblings } from "./selecting";
import { wordsOf, type ActionId } from "./shortcuts";
import type { EditorShared } from "./use-editor";
import { testSelected } from "./use-trial";

type Action = (shared: EditorShared, key: string) => void;

/** Sends the focus to what is selected now. */
export function showSelected({ store, focus }: EditorShared): void {
  focus.node(store.getState().selection.at(-1) ?? null);
}

function then(shared: EditorShared, isDone: boolean): void {
  if (isDone) showSelected(shared);
}

const add =
  (verb: Verb): Action =>
  ({ store, focus }) => {
    const { selection, document } = store.getState();
    const nodeId = selection.at(-1) ?? document.rootId;
    if (aimAt(store, nodeId === null ? { verb: "first" } : { verb, nodeId })) focus.palette();
  };

const wrapIn =
  (kind: ContainerKind): Action =>
  (shared) => {
    const { selection, command } = shared.store.getState();
    const isDone =
      selection.length > 0 &&
      command(`Wrap in a ${kind}`, (context) => wrap(context, selection, kind));
    then(shared, isDone);
  };

const shiftBy =
  (way: Shift): Action =>
  (shared) => {
    const { selection, command } = shared.store.getState();
    const label = wordsOf(way);
    const isDone =
      selection.length > 0 && command(label, (context) => shift(context, selection, way));
    then(shared, isDone);
  };

const toggle =
  (flag: "optional" | "immutable"): Action =>
  ({ store }) => {
    const { selection, document, edit, mark, refuse } = store.getState();
    const fitting = selection.filter(
      (id) => flag === "optional" || document.nodes[id]?.own.kind === "task",
    );
    const last = document.nodes[fitting.at(-1) ?? ""]?.own;
    if (last === undefined) {
      if (selection.length > 0) refuse("Only a task is immutable. Select a task.");
      return;
    }
    const isOn =
      flag === "optional"
        ? last.optional === true
        : last.kind === "task" && last.immutable === true;
    mark();
    edit(isOn ? `Not ${flag}` : `Make ${flag}`, (before) =>
      squashEdits(fitting.map((id) => setFlag(before, id, { flag, on: !isOn }))),
    );
  };

const foldBy =
  (step: (key: string) => FoldStep): Action =>
  (shared, key) => {
    fold(shared.store, step(key), shared.view.hold);
    showSelected(shared);
  };

/** Canvas or outline: a name is typed where one is. */
function rename({ store, focus }: EditorShared): void {
  const { selection, setRenaming } = store.getState();
  const nodeId = selection.at(-1);
  if (nodeId === undefined) return;
  const where = focus.isInOutline() ? "outline" : "canvas";
  setRenaming({ nodeId, where });
}

function replace({ store, focus }: EditorShared): void {
  const { selection, document, aim, refuse } = store.getState();
  const nodeId = selection.at(-1);
  if (nodeId === undefined) return;
  if (document.nodes[nodeId]?.own.kind !== "task")
    return refuse("Only a task can be replaced by another. Select a task.");
  aim({ kind: "replace", nodeId });
  focus.palette();
}

async function pasteAt(shared: EditorShared): Promise<void> {
  const { store } = shared;
  const text = await readClipboard(store);
  if (text === null) return;
  if (store.getState().document.rootId === null) then(shared, pasteText(store, text));
  else store.getState().setDialog({ kind: "pasteAt", text });
}

async function paste(shared: EditorShared): Promise<void> {
  const text = await readClipboard(shared.store);
  if (text !== null) then(shared, pasteText(shared.store, text));
}

async function openFile({ store, view }: EditorShared): Promise<void> {
  const [file] = await chooseFiles({ many: false });
  if (file !== undefined && openText(store, file)) view.fitAfterDrawing();
}

const extend =
  (step: 1 | -1): Action =>
  (shared) => {
    extendSelection(shared.store, step);
    showSelected(shared);
  };

/** Everything that can be done, by its id in the table. */
export const ACTIONS: { readonly [A in ActionId]: Action } = {
  then: add("then"),
  before: add("before"),
  alongside: add("alongside"),
  join: (shared, key) =>
    (shared.store.getState().selection.length > 1 ? wrapIn("chord") : add("join"))(shared, key),
  inside: add("inside"),
  insideFirst: add("insideFirst"),
  onSuccess: add("onSuccess"),
  onFailure: add("onFailure"),
  insertTemplate: ({ store }) => store.getState().setDialog({ kind: "insertTemplate" }),
  search: ({ focus }) => focus.palette(),

  edit: ({ focus }) => focus.inspector(),
  rename,
  replace,
  optional: toggle("optional"),
  immutable: toggle("immutable"),
  expression: focusExpression,
  remove: (shared) => then(shared, removeSelected(shared.store)),

  move: ({ store }) => void beginMoving(store, store.getState().selection, "keys"),
  earlier: shiftBy("earlier"),
  later: shiftBy("later"),
  out: shiftBy("out"),
  in: shiftBy("in"),
  wrapChain: wrapIn("chain"),
  wrapGroup: wrapIn("group"),
  wrapChord: wrapIn("chord"),
  wrapTree: wrapIn("tree"),
  wrapMap: wrapIn("map"),
  unwrap: (shared) => {
    const { selection, command } = shared.store.getState();
    then(
      shared,
      command("Unwrap", (context) => unwrapAll(context, selection)),
    );
  },

  go: () => undefined,
  goEnds: () => undefined,
  extendNext: extend(1),
  extendPrevious: extend(-1),
  selectAll: ({ store }) => selectSiblings(store),
  escape: ({ store }) => {
    store.getState().aim(null);
    store.getState().select([]);
  },

  copy: ({ store }) => void copySelected(store),
  cut: (shared) => void cutSelected(shared.store).then((isDone) => then(shared, isDone)),
  paste: (shared) => void paste(shared),
  pasteAt: (shared) => void pasteAt(shared),
  copyAs: ({ store }) => store.getState().setDialog({ kind: "copyAs" }),
  saveTemplate: ({ store }) => store.getState().setDialog({ kind: "saveTemplate" }),
  duplicate: (shared) => then(shared, duplicateSelected(shared.store)),

  fold: foldBy(() => ({ kind: "fold" })),
  unfold: foldBy(() => ({ kind: "unfold" })),
  foldDepth: foldBy((key) => ({ kind: "depth", depth: Number(key) || 0 })),
  foldAll: foldBy(() => ({ kind: "foldAll" })),
  unfoldAll: foldBy(() => ({ kind: "unfoldAll" })),

  fit: ({ view }) => view.fit(),
  turn: ({ view }) => {
    turnDirection();
    view.fitAfterDrawing();
  },
  json: ({ trials }) => trials.getState().setTab("json"),
  lastRun: ({ store, trials }) => {
    const { lastRun, isShown, show } = trials.getState();
    if (lastRun === null) store.getState().refuse("This draft has not run yet. Run it first.");
    else show(!isShown);
  },
  help: ({ store }) => store.getState().setDialog({ kind: "help" }),

  undo: ({ store }) => store.getState().undo(),
  redo: ({ store }) => store.getState().redo(),
  openFile: (shared) => void openFile(shared),
  startOver: ({ startOver }) => startOver(),
  run: ({ run }) => run(),
  test: (shared) => {
    shared.trials.getState().setTab("test");
    void testSelected(shared).then((problem) => {
      if (problem !== null) shared.store.setState({ notice: problem });
    });
  },
  nextProblem: (shared) => stepToProblem(shared, 1),
  previousProblem: (shared) => stepToProblem(shared, -1),
  commands: openCommands,
};
