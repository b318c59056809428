import { createContext, useContext } from "react";

/**
 * Where menus and lists that open are put: inside the page's main landmark, so that a screen reader which
 * goes by landmarks finds them. Undefined where there is no page yet.
 */
function mainLandmark(): HTMLElement | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector("main") ?? undefined;
}

/** True inside a modal dialog: all around it is hidden from screen readers, the main landmark too. */
export const InDialog = createContext(false);

/** Where a menu or list opened by this component is put; undefined: beside what it belongs to. */
export function usePortalContainer(): HTMLElement | undefined {
  return useContext(InDialog) ? undefined : mainLandmark();
}
