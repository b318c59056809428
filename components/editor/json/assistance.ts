/** Completion and hints from the guide through a node's JSON. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { hoverTooltip } from "@codemirror/view";
import type { Guide, Offer } from "@/core/json-guide";
import { looseValue, spotAt } from "./positions";

function asCompletion({ label, text, description }: Offer, type: string): Completion {
  const blank = /("|\[|\{)("|\]|\})$/.exec(text);
  return {
    label,
    type,
    ...(description !== "" && { info: description }),
    apply: (view, _completion, ...[from, to]: [number, number]) => {
      // Between the quotes or brackets that it ends with one types on.
      const cursor = from + text.length - (blank === null || type === "value" ? 0 : 1);
      view.dispatch({
        changes: { from, to, insert: text },
        selection: { anchor: cursor },
        userEvent: "input.complete",
      });
    },
  };
}

/** Keys and values that may stand where the cursor is. */
export function completeFrom(guide: () => Guide) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const spot = spotAt(state, pos);
    if (spot === null) return null;
    const isTyping = spot.from < pos;
    if (!isTyping && !explicit) return null;
    const value = looseValue(state);
    const isKey = spot.kind === "key";
    const { path } = spot;
    const offers = isKey ? guide().keys(value, path) : guide().values(value, path);
    if (offers.length === 0) return null;
    // Of a name that is there already its value is kept.
    const rest = state.sliceDoc(spot.to, spot.to + 3);
    const isNamed = isKey && /^\s*:/.test(rest);
    const typed = state.sliceDoc(spot.from, pos).replaceAll('"', "").toLowerCase();
    const fitting = offers.filter(({ label }) => label.toLowerCase().includes(typed));
    return {
      from: spot.from,
      to: Math.max(spot.to, pos),
      filter: false,
      options: fitting.map((offer) =>
        asCompletion(
          isNamed ? { ...offer, text: JSON.stringify(offer.label) } : offer,
          isKey ? "property" : "value",
        ),
      ),
    };
  };
}

/** What is said of the key or value under the pointer. */
export function hintsFrom(guide: () => Guide) {
  return hoverTooltip((view, pos) => {
    const spot = spotAt(view.state, pos);
    if (spot === null || spot.from === spot.to) return null;
    const { from, to, kind } = spot;
    const name = kind === "key" ? view.state.sliceDoc(from, to).replaceAll('"', "") : null;
    const path = name === null ? spot.path : [...spot.path, name];
    const text = guide().describe(looseValue(view.state), path);
    if (text === "") return null;
    return {
      pos: from,
      end: to,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "cm-hint";
        dom.textContent = text;
        return { dom };
      },
    };
  });
}
