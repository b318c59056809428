import { createContext, useContext } from "react";

/**
 * Where menus and lists that open are put: inside the page's main landmark, so that a screen reader which
 * goes by landmarks finds them. Undefined where there is no page yet.
 */
function mainLandmark(): HTMLElement | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector("main") ?? undefined;
}

/**
 * The modal dialog around a component; null outside of one. All around it is hidden from screen readers, the
 * main landmark too.
 */
export const DialogAround = createContext<HTMLElement | null>(null);

/** Where a menu or list opened by this component is put. */
export function usePortalContainer(): HTMLElement | undefined {
  return useContext(DialogAround) ?? mainLandmark();
}
