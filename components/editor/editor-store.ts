/**
 * What the editor knows: the document, its history, what is selected and where the palette would add.
 * No React and no network; ids and the time come from outside.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { EditContext, Outcome } from "@/core/edits/commands";
import {
  emptyDocument,
  fromWorkflow,
  type CreateId,
  type EditorDocument,
} from "@/core/edits/document";
import { applyEdit, type Edit } from "@/core/edits/edit";
import * as histories from "@/core/edits/history";
import type { History } from "@/core/edits/history";
import type { Slot } from "@/core/edits/place";
import type { Loss } from "@/core/exchange/flow-job";
import type { MoveSlot } from "@/core/edits/slots";
import type { WireOffer } from "@/core/edits/wire-offers";
import { NO_FOLDS, type Folds } from "@/core/layout/types";
import type { NodeKind, Workflow } from "@/core/node";
import type { Problem } from "@/core/problem";
import type { ProblemSpot } from "./problem-walk";

/** What is dragged out of the palette. */
export interface Adding {
  title: string;
  kind: NodeKind;
}

/** Nodes on their way to another place, by the pointer or by keys. */
export interface Moving {
  ids: readonly string[];
  /** Every slot, those that are refused too, in run order. */
  slots: readonly MoveSlot[];
  /** The slot they would go to now; null when they are over none. */
  slot: MoveSlot | null;
  /** Why they cannot be dropped where the pointer is. */
  refusal: string | null;
  by: "pointer" | "keys";
  /** Nothing moves: this is to be added. */
  adding?: Adding;
}

/** What lies over the editor. */
export type EditorDialog =
  | { kind: "help" }
  | { kind: "pasteAt"; text: string }
  | { kind: "copyAs" }
  | { kind: "saveTemplate" }
  | { kind: "insertTemplate" }
  /** A wire that was refused, let go at a point of the window, and what it may mean instead. */
  | { kind: "wire"; refusal: string; offers: readonly WireOffer[]; x: number; y: number }
  /** What could not be taken of a text. */
  | { kind: "taken"; from: string; losses: readonly Loss[] };

/** What a pick from the palette will do. */
export type PaletteTarget = { kind: "insert"; slot: Slot } | { kind: "replace"; nodeId: string };

export interface EditorData {
  document: EditorDocument;
  history: History;
  /** Ids in the order they were selected; the last is the one the inspector shows. */
  selection: readonly string[];
  folds: Folds;
  /** Null: the palette adds after what is selected. */
  target: PaletteTarget | null;
  /** Why the last command was refused; null when it was not. */
  notice: string | null;
  /** Null unless nodes are being moved. */
  moving: Moving | null;
  /** Where a name is being typed in place of the title. */
  renaming: { nodeId: string; where: "canvas" | "outline" } | null;
  dialog: EditorDialog | null;
  problems: readonly Problem[];
  /** The document that `problems` speaks of. */
  checked: EditorDocument | null;
  /** The problem that was gone to last. */
  spot: ProblemSpot | null;
}

export interface EditorActions {
  /** Carries a command out, or notes why it is refused. True when it was carried out. */
  command(label: string, command: (context: EditContext) => Outcome): boolean;
  /** Makes an edit of settings. Edits of one `burst` that follow closely are undone as one. */
  edit(label: string, edit: (document: EditorDocument) => Edit, burst?: string): void;
  undo(): void;
  redo(): void;
  /** The next edit is undone by itself. */
  mark(): void;
  select(ids: readonly string[]): void;
  setFolds(folds: Folds): void;
  setMoving(moving: Moving | null): void;
  setRenaming(renaming: EditorData["renaming"]): void;
  setDialog(dialog: EditorDialog | null): void;
  refuse(reason: string): void;
  aim(target: PaletteTarget | null): void;
  dismissNotice(): void;
  setProblems(problems: readonly Problem[], checked: EditorDocument): void;
  /** Puts another workflow in place of what is drawn, as an edit that can be undone. */
  replaceAll(workflow: Workflow | null, label?: string): void;
}

export type EditorState = EditorData & EditorActions;
export type EditorStore = StoreApi<EditorState>;

export interface EditorStoreOptions {
  createId: CreateId;
  /** Milliseconds since 1970. */
  now: () => number;
  workflow?: Workflow | null;
  folds?: Folds;
  /** What an earlier session of the same draft left. */
  restored?: { document: EditorDocument; history: History } | null;
}

function documentOf(workflow: Workflow | null | undefined, createId: CreateId): EditorDocument {
  return workflow ? fromWorkflow(workflow, createId) : emptyDocument();
}

function isSameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The node that is looked at: the one selected last. */
export function selectedId(state: EditorData): string | null {
  return state.selection.at(-1) ?? null;
}

function editBetween(from: EditorDocument, to: EditorDocument): Edit {
  const heading = (document: EditorDocument) => ({ name: document.name, rootId: document.rootId });
  const kept = Object.keys(to.nodes).filter((id) => from.nodes[id] !== undefined);
  const rest = (nodes: EditorDocument["nodes"]) =>
    Object.fromEntries(Object.entries(nodes).filter(([id]) => !kept.includes(id)));
  return {
    added: rest(to.nodes),
    removed: rest(from.nodes),
    updated: Object.fromEntries(
      kept.flatMap((id) => {
        const [before, after] = [from.nodes[id], to.nodes[id]];
        return before && after ? [[id, [before, after]]] : [];
      }),
    ),
    heading: [heading(from), heading(to)],
  };
}

/** A store for one draft. */
export function createEditorStore(options: EditorStoreOptions): EditorStore {
  const { createId, now, workflow, restored } = options;
  return createStore<EditorState>((set, get) => {
    const existing = (ids: readonly (string | null)[], document: EditorDocument) =>
      ids.filter((id): id is string => id !== null && document.nodes[id] !== undefined);

    function commit(
      label: string,
      edit: Edit,
      how: { burst: string | null; focusId?: string | null; selectIds?: readonly string[] },
    ) {
      const state = get();
      const document = applyEdit(state.document, edit);
      const before = selectedId(state);
      const after = how.focusId === undefined ? before : how.focusId;
      const entry = { edit, label, burst: how.burst, at: now(), before, after };
      set({
        document,
        history: histories.record(state.history, entry),
        selection:
          how.focusId === undefined
            ? existing(state.selection, document)
            : existing(how.selectIds ?? [after], document),
        notice: null,
      });
    }

    function travel(step: histories.Step | null) {
      if (step === null) return;
      const document = applyEdit(get().document, step.edit);
      const selection = existing([step.selected], document);
      const nothing = { target: null, notice: null, moving: null, renaming: null };
      set({ document, history: step.history, selection, ...nothing });
    }

    return {
      document: restored?.document ?? documentOf(workflow, createId),
      history: restored?.history ?? histories.EMPTY_HISTORY,
      selection: [],
      folds: options.folds ?? NO_FOLDS,
      target: null,
      notice: null,
      moving: null,
      renaming: null,
      dialog: null,
      problems: [],
      checked: null,
      spot: null,

      command(label, command) {
        const outcome = command({ document: get().document, createId });
        if (!outcome.ok) {
          set({ notice: outcome.reason });
          return false;
        }
        set({ history: histories.mark(get().history) });
        const { focusId, selectIds = [focusId ?? ""] } = outcome;
        commit(label, outcome.edit, { burst: null, focusId, selectIds });
        return true;
      },
      edit: (label, edit, burst) => commit(label, edit(get().document), { burst: burst ?? null }),
      undo: () => travel(histories.undo(get().history)),
      redo: () => travel(histories.redo(get().history)),
      mark: () => set({ history: histories.mark(get().history) }),
      select: (ids) =>
        set({
          selection: existing(ids, get().document),
          history: histories.mark(get().history),
          notice: null,
        }),
      setFolds: (folds) => set({ folds }),
      setMoving: (moving) =>
        set({ moving, ...(moving !== null && { notice: null, target: null }) }),
      setRenaming: (renaming) => set({ renaming }),
      setDialog: (dialog) => set({ dialog }),
      refuse: (reason) => set({ notice: reason }),
      aim: (target) => set({ target, notice: null }),
      dismissNotice: () => set({ notice: null }),
      // The same problems stay the same list: nothing is drawn anew for a check that changed nothing.
      setProblems: (problems, checked) =>
        set((state) => ({
          problems: isSameJson(state.problems, problems) ? state.problems : problems,
          checked,
        })),
      replaceAll(next, label = "Start over") {
        const { document } = get();
        const edit = editBetween(document, documentOf(next, createId));
        commit(label, edit, { burst: null, focusId: null });
      },
    };
  });
}
