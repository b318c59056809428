/** CodeMirror as an editor of one JSON text. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
} from "@codemirror/language";
import { linter, lintGutter, lintKeymap, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import type { Guide } from "@/core/json-guide";
import { completeFrom, hintsFrom } from "./assistance";
import { THEME } from "./theme";

export interface JsonEditorOptions {
  text: string;
  guide: () => Guide;
  /** Called after a pause in typing. */
  check: (state: EditorState) => Diagnostic[];
  onChange: (text: string) => void;
  /** Ctrl S. */
  onApply: () => void;
}

export interface JsonEditor {
  view: EditorView;
  /** Puts another text in place of the present one, unless it is the same. */
  replace(text: string): void;
}

/** From the last key to the check. */
const PAUSE_MS = 200;

/** An editor in `parent`. The Tab key goes on through the page: it writes nothing. */
export function createJsonEditor(parent: HTMLElement, options: JsonEditorOptions): JsonEditor {
  const { text, guide, check, onChange, onApply } = options;
  const parse = jsonParseLinter();
  const apply = () => {
    onApply();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        json(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        codeFolding(),
        foldGutter(),
        lintGutter(),
        autocompletion({ override: [completeFrom(guide)] }),
        hintsFrom(guide),
        linter(({ state }) => [...parse(view), ...check(state)], { delay: PAUSE_MS }),
        keymap.of([
          { key: "Mod-s", run: apply, preventDefault: true },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...lintKeymap,
          ...foldKeymap,
          ...historyKeymap,
          // Enter with Ctrl runs the workflow.
          ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "JSON of the node" }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString());
        }),
        THEME,
      ],
    }),
  });
  return {
    view,
    replace(next) {
      const { doc } = view.state;
      if (doc.toString() !== next)
        view.dispatch({ changes: { from: 0, to: doc.length, insert: next } });
    },
  };
}
