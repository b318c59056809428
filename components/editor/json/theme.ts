/** The code editor in our look. Its colours are the page's tokens, so that it is light and dark with it. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "12px", backgroundColor: "var(--panel)", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "18px" },
  ".cm-content": { caretColor: "var(--ink)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": {
    backgroundColor: "var(--panel)",
    color: "var(--faint)",
    border: "none",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--odd)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--selected)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--hover)",
    outline: "1px solid var(--line-strong)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--panel)",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "6px",
    fontFamily: "var(--font-sans)",
    fontSize: "12px",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)", maxHeight: "14em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--selected)",
    color: "var(--ink)",
  },
  ".cm-completionInfo": { padding: "6px 8px", maxWidth: "240px" },
  ".cm-completionIcon": { display: "none" },
  ".cm-hint": { padding: "4px 8px", maxWidth: "280px" },
  ".cm-diagnostic": { borderLeftWidth: "2px", padding: "4px 8px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--state-failed)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--state-retrying)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--state-failed) 1px",
    textUnderlineOffset: "3px",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--state-retrying) 1px",
    textUnderlineOffset: "3px",
  },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-lint-marker": { width: "10px", height: "10px" },
});

// Colour means state, so the parts of JSON differ by weight and shade.
const shades = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--ink)", fontWeight: "500" },
  { tag: tags.string, color: "var(--soft)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--focus)" },
  { tag: tags.punctuation, color: "var(--faint)" },
]);

export const THEME = [look, syntaxHighlighting(shades)];
