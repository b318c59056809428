/** CodeMirror as an editor of one expression. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, hoverTooltip, keymap, placeholder } from "@codemirror/view";
import type { Range } from "@/core/expression/tokens";
import type { TaskInfo } from "@/core/task";
import { THEME } from "../json/theme";
import { completeFrom } from "./completion";
import { COLOURS, LINE, marks, setMarks } from "./decorations";

export interface ExpressionEditorOptions {
  tasks: () => readonly TaskInfo[];
  /** What is to be said of a place under the pointer; null for nothing. */
  describe: (at: number) => (Range & { text: string }) | null;
  /** A person typed. */
  onType: () => void;
  /** The cursor was moved, or the text changed under it. */
  onCursor: (at: number) => void;
  onFocus: (isFocused: boolean) => void;
  /** Keys: true when it was taken. */
  onEnter: () => boolean;
  onEscape: () => boolean;
  onUndo: () => boolean;
  /** Before the workflow is run from here. */
  onRun: () => void;
}

export interface ExpressionEditor {
  readonly text: string;
  readonly cursor: number;
  readonly isFocused: boolean;
  focus(): void;
  /** Puts another text in place of the present one; the cursor stays where it is. */
  replace(text: string): void;
  /** Marks the nodes that are selected, and brings the last into view. */
  mark(ranges: readonly Range[]): void;
  /** Underlines what is wrong. */
  diagnose(diagnostics: readonly Diagnostic[]): void;
  destroy(): void;
}

/** Line breaks that come in with a text become spaces. */
const oneLine: Extension = EditorState.transactionFilter.of((transaction) => {
  if (transaction.newDoc.lines === 1) return transaction;
  const changes = [];
  for (let line = 1; line < transaction.newDoc.lines; line += 1) {
    const { to } = transaction.newDoc.line(line);
    changes.push({ from: to, to: to + 1, insert: " " });
  }
  return [transaction, { changes, sequential: true }];
});

/** An editor in `parent`. While it has the focus it wraps, otherwise it is one line that scrolls. */
export function createExpressionEditor(
  parent: HTMLElement,
  options: ExpressionEditorOptions,
): ExpressionEditor {
  const wrapping = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        oneLine,
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        placeholder('files.list("docs/**") > map(files.wordCount) > files.report'),
        autocompletion({
          override: [completeFrom(options.tasks)],
          icons: false,
          // Enter takes what is shown, however quick it comes: a line has no other use for it.
          interactionDelay: 0,
        }),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          { key: "Enter", run: options.onEnter },
          { key: "Escape", run: options.onEscape },
          { key: "Mod-z", run: options.onUndo },
          {
            key: "Mod-Enter",
            run: () => {
              options.onRun();
              return false;
            },
          },
          ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter" && key !== "Enter"),
        ]),
        hoverTooltip((_view, at) => {
          const found = options.describe(at);
          if (found === null) return null;
          return { pos: found.from, end: found.to, create: () => ({ dom: hintOf(found.text) }) };
        }),
        wrapping.of([]),
        marks,
        COLOURS,
        LINE,
        THEME,
        EditorView.contentAttributes.of({
          "aria-label": "Expression",
          "aria-multiline": "false",
          // It scrolls: that it can have the focus has to be said for axe.
          tabindex: "0",
        }),
        EditorView.updateListener.of((update) => {
          const isTyped = update.transactions.some(
            (each) => each.isUserEvent("input") || each.isUserEvent("delete"),
          );
          if (update.docChanged && isTyped) options.onType();
          else if (update.selectionSet && !update.docChanged)
            options.onCursor(update.state.selection.main.head);
          if (!update.focusChanged) return;
          options.onFocus(update.view.hasFocus);
        }),
        EditorView.focusChangeEffect.of((_state, isFocused) => {
          return wrapping.reconfigure(isFocused ? EditorView.lineWrapping : []);
        }),
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    get cursor() {
      return view.state.selection.main.head;
    },
    get isFocused() {
      return view.hasFocus;
    },
    focus() {
      view.focus();
      view.dispatch({ selection: { anchor: view.state.doc.length }, scrollIntoView: true });
    },
    replace(text) {
      const { doc } = view.state;
      const before = doc.toString();
      if (before === text) return;
      view.dispatch({ changes: changeBetween(before, text) });
    },
    mark(ranges) {
      const [last] = ranges;
      const isShown = last !== undefined && !view.hasFocus;
      view.dispatch({
        effects: [
          setMarks.of(ranges),
          ...(isShown ? [EditorView.scrollIntoView(last.from, { x: "center" })] : []),
        ],
      });
    },
    diagnose(diagnostics) {
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    destroy: () => view.destroy(),
  };
}

function hintOf(text: string): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-hint";
  dom.textContent = text;
  return dom;
}

/** What differs between two texts: what is the same at both ends stays, and the cursor in it. */
function changeBetween(before: string, after: string) {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
