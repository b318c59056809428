/** Completion of an expression in CodeMirror. */
import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { completeExpression } from "@/core/expression/complete";
import type { TaskInfo } from "@/core/task";

/** Tasks, parameters and words that may stand where the cursor is. */
export function completeFrom(tasks: () => readonly TaskInfo[]) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const found = completeExpression(state.doc.toString(), pos, tasks());
    // Nothing typed yet: only what is asked for.
    if (found === null || (found.from === pos && !explicit)) return null;
    return {
      from: found.from,
      to: found.to,
      filter: false,
      options: found.candidates.map(({ label, insert, cursor, description, type }) => ({
        label,
        type,
        ...(description !== "" && { info: description }),
        apply: (view, _completion, ...[from, to]: [number, number]) => {
          view.dispatch({
            changes: { from, to, insert },
            selection: { anchor: from + cursor },
            userEvent: "input.complete",
          });
        },
      })),
    };
  };
}
