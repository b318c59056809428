/**
 * Where menus and lists that open are put: inside the page's main landmark, so that a screen reader which
 * goes by landmarks finds them. Undefined where there is no page yet.
 */
export function mainLandmark(): HTMLElement | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector("main") ?? undefined;
}
