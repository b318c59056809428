/** Whether the expression bar is open, kept in the browser, and who asks for the focus in it. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const KEY = "espalier.expression";

interface Bar {
  /** Null: as the width of the screen decides. */
  isOpen: boolean | null;
  /** The focus is asked for, and was not given yet. */
  isAsked: boolean;
}

function stored(): boolean | null {
  const value = typeof localStorage === "undefined" ? null : localStorage.getItem(KEY);
  return value === null ? null : value === "open";
}

const bar = createStore<Bar>(() => ({ isOpen: stored(), isAsked: false }));

/** Opens or folds the bar, for all workflows in this browser. */
export function setBarOpen(isOpen: boolean): void {
  localStorage.setItem(KEY, isOpen ? "open" : "folded");
  bar.setState({ isOpen });
}

/** Opens the bar and sends the focus into it. */
export function focusExpression(): void {
  if (bar.getState().isOpen !== true) setBarOpen(true);
  bar.setState({ isAsked: true });
}

/** The focus was given. */
export function answerFocus(): void {
  bar.setState({ isAsked: false });
}

export function useBar<T>(select: (state: Bar) => T): T {
  return useStore(bar, select);
}
