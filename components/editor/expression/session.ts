/**
 * Keeps a text and the drawing in step. What is typed is drawn after a pause, as far as it can be read; what
 * changes in the drawing is written, unless something is typed that would be lost.
 */
import type { Diagnostic } from "@codemirror/lint";
import { toWorkflow, type EditorDocument } from "@/core/edits/document";
import { editToward } from "@/core/expression/edit";
import type { Reading } from "@/core/expression/nodes";
import { readAgain, readingOf } from "@/core/expression/reading";
import type { TaskInfo } from "@/core/task";
import { showSelected } from "../actions";
import { createId } from "../create-id";
import type { EditorShared } from "../use-editor";
import { createExpressionEditor } from "./expression-editor";
import { innermostAt, keptAt, problemMarks, rangesOf, shapeProblem } from "./places";

/** From the last key until it is drawn. */
const PAUSE_MS = 300;
/** From a change of the drawing until it is written. */
const FOLLOW_MS = 80;
/** A drawing of more nodes is not written. */
const MAX_NODES = 3000;
/** One of more is written only for who asks: laying so long a line out costs more than drawing all the rest. */
const FOLLOWED_NODES = 250;

export interface ExpressionStatus {
  /** Why what is typed is not drawn. */
  failure: string | null;
  /** What is typed is not drawn yet. */
  isTyped: boolean;
  /** The drawing has too many nodes for a line. */
  isTooLarge: boolean;
  /** It is written when it is asked for, and not before. */
  isWaiting: boolean;
}

export interface ExpressionSession {
  focus(): void;
  end(): void;
}

interface SessionOptions {
  shared: EditorShared;
  parent: HTMLElement;
  tasks: () => readonly TaskInfo[];
  onStatus: (status: ExpressionStatus) => void;
}

const EMPTY =
  "An empty line changes nothing. To empty the drawing, select its outermost node and delete it.";

/** Begins an editor in `parent`. */
export function beginExpression({
  shared,
  parent,
  tasks,
  onStatus,
}: SessionOptions): ExpressionSession {
  const { store, view } = shared;
  let reading: Reading | null = null;
  /** The document that `reading` says; null: it has to be written. */
  let written: EditorDocument | null = null;
  let failure: { message: string; from: number; to: number } | null = null;
  let isTyped = false;
  let typing: ReturnType<typeof setTimeout> | undefined;
  let following: ReturnType<typeof setTimeout> | undefined;

  let showing: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;

  const nodeCount = () => Object.keys(store.getState().document.nodes).length;
  const isTooLarge = () => nodeCount() > MAX_NODES;
  const isWaiting = () => nodeCount() > FOLLOWED_NODES && !isAsked;
  const tell = () =>
    onStatus({
      failure: failure?.message ?? null,
      isTyped,
      isTooLarge: isTooLarge(),
      isWaiting: isWaiting(),
    });

  /** Underlines and marks of the text as it is now. */
  const show = () => {
    clearTimeout(showing);
    if (isWaiting() && reading === null) return tell();
    const state = store.getState();
    editor.mark(isTyped || reading === null ? [] : rangesOf(reading, state));
    const found: Diagnostic[] =
      failure !== null
        ? [{ ...failure, to: Math.max(failure.to, failure.from), severity: "error" }]
        : isTyped || reading === null || state.checked !== state.document
          ? []
          : problemMarks(reading, state.problems);
    const end = editor.text.length;
    editor.diagnose(found.filter(({ from, to }) => from <= end && to <= end));
    tell();
  };

  /** Writes the drawing. */
  const write = () => {
    clearTimeout(following);
    const { document } = store.getState();
    if (isTyped || written === document) return;
    const workflow = isTooLarge() || isWaiting() ? null : toWorkflow(document);
    reading = workflow === null ? null : readingOf(workflow.root);
    written = document;
    editor.replace(reading?.text ?? "");
    show();
  };

  /** Reads what is typed, and draws it. True when the text and the drawing are in step. */
  const draw = (): boolean => {
    clearTimeout(typing);
    if (!isTyped) return true;
    const { text } = editor;
    if (text === reading?.text) return settle();
    if (text.trim() === "") {
      failure =
        store.getState().document.rootId === null ? null : { message: EMPTY, from: 0, to: 0 };
      if (failure === null) return settle();
      show();
      return false;
    }
    const outcome = readAgain(reading, text, createId);
    failure = outcome.ok ? shapeProblem(outcome.reading) : outcome.failure;
    if (!outcome.ok || failure !== null) {
      show();
      return false;
    }
    const { root } = outcome.reading;
    reading = outcome.reading;
    const edit = (document: EditorDocument) => editToward(document, root, createId);
    isTyped = false;
    store.getState().edit("Write the expression", edit, "expression");
    written = store.getState().document;
    return settle();
  };

  const settle = (): boolean => {
    isTyped = false;
    failure = null;
    show();
    return true;
  };

  /** Puts the drawing's text in place of what is typed. */
  const discard = () => {
    clearTimeout(typing);
    isTyped = false;
    failure = null;
    written = null;
    write();
  };

  const selectAt = (at: number) => {
    if (isTyped || reading === null || !editor.isFocused) return;
    const id = innermostAt(reading, at);
    const { selection, select } = store.getState();
    if (id === null || (selection.length === 1 && selection[0] === id)) return;
    select([id]);
    view.reveal(id);
  };

  const editor = createExpressionEditor(parent, {
    tasks,
    describe: (at) => (isTyped || reading === null ? null : keptAt(reading, editor.text, at)),
    onType() {
      isTyped = true;
      failure = null;
      clearTimeout(typing);
      typing = setTimeout(draw, PAUSE_MS);
      show();
    },
    onCursor: selectAt,
    onFocus(isFocused) {
      // A text that is in step is written anew, as it is written everywhere.
      if (isFocused || !draw()) return;
      isAsked = false;
      written = null;
      write();
    },
    onEnter() {
      if (draw()) showSelected(shared);
      return true;
    },
    onEscape() {
      if (isTyped) discard();
      else showSelected(shared);
      return true;
    },
    onUndo() {
      if (isTyped) discard();
      else return false;
      return true;
    },
    onRun: draw,
  });

  const stop = store.subscribe((state, before) => {
    if (state.document !== before.document && state.document !== written) {
      clearTimeout(following);
      following = setTimeout(write, FOLLOW_MS);
    }
    const isShown = state.selection !== before.selection || state.problems !== before.problems;
    // After what was done is drawn: marks of the line are not waited for.
    if (isShown || state.checked !== before.checked) {
      clearTimeout(showing);
      showing = setTimeout(show, FOLLOW_MS);
    }
  });
  write();
  tell();

  return {
    focus() {
      isAsked = true;
      if (reading === null) written = null;
      write();
      editor.focus();
    },
    end() {
      clearTimeout(following);
      clearTimeout(showing);
      // What can be drawn of what was typed is not lost with the bar.
      draw();
      clearTimeout(typing);
      stop();
      editor.destroy();
    },
  };
}
