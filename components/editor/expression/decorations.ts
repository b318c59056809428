/** The look of an expression: shades for its words, and a ground under the nodes that are selected. */
import { StateEffect, StateField, type Range as Marked } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { readableTokens, type Range, type Token } from "@/core/expression/tokens";
import { isBuilder, isClause } from "@/core/expression/words";

/** Other nodes are selected. */
export const setMarks = StateEffect.define<readonly Range[]>();

const selected = Decoration.mark({ class: "cm-node-selected" });

/** The ranges of the nodes that are selected. */
export const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    let next = before.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const { length } = transaction.newDoc;
      const inside = effect.value.filter(({ from, to }) => from < to && to <= length);
      next = Decoration.set(
        inside.map(({ from, to }) => selected.range(from, to)),
        true,
      );
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const SHADES = {
  word: Decoration.mark({ class: "cm-word" }),
  operator: Decoration.mark({ class: "cm-operator" }),
  text: Decoration.mark({ class: "cm-text" }),
  number: Decoration.mark({ class: "cm-number" }),
  kept: Decoration.mark({ class: "cm-kept" }),
};

function shadeOf({ type, text }: Token): Decoration | null {
  switch (type) {
    case "string":
      return SHADES.text;
    case "number":
      return SHADES.number;
    case "ref":
      return SHADES.kept;
    case "name":
      return isBuilder(text) || isClause(text) ? SHADES.word : null;
    default:
      return SHADES.operator;
  }
}

function shadesOf(text: string): DecorationSet {
  const ranges: Marked<Decoration>[] = [];
  for (const token of readableTokens(text)) {
    const shade = shadeOf(token);
    if (shade !== null) ranges.push(shade.range(token.from, token.to));
  }
  return Decoration.set(ranges);
}

/** Colour means state, so the words differ by weight and shade. */
export const COLOURS = StateField.define<DecorationSet>({
  create: (state) => shadesOf(state.doc.toString()),
  update: (before, transaction) =>
    transaction.docChanged ? shadesOf(transaction.newDoc.toString()) : before,
  provide: (field) => EditorView.decorations.from(field),
});

/** One line in a bar; what wraps while it is typed lies over the drawing. */
export const LINE = EditorView.theme({
  "&": { height: "auto", maxHeight: "40dvh", fontSize: "12.5px" },
  ".cm-scroller": { lineHeight: "20px", scrollbarWidth: "none" },
  "&.cm-focused .cm-scroller": { scrollbarWidth: "thin" },
  ".cm-content": { padding: "8px 12px 8px 0", fontWeight: "500" },
  "&:not(.cm-focused) .cm-matchingBracket": { backgroundColor: "transparent", outline: "none" },
  ".cm-line": { padding: "0 2px" },
  ".cm-placeholder": { color: "var(--faint)", fontWeight: "400" },
  ".cm-word": { color: "var(--soft)", fontWeight: "400", fontStyle: "italic" },
  ".cm-operator": { color: "var(--faint)" },
  ".cm-text": { color: "var(--soft)", fontWeight: "400" },
  ".cm-number": { color: "var(--focus)", fontWeight: "400" },
  ".cm-kept": { color: "var(--soft)", borderBottom: "1px dashed var(--line-strong)" },
  ".cm-node-selected": { backgroundColor: "var(--selected)", borderRadius: "3px" },
});
