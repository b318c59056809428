/** The focus in the outline, whose rows come a little after the drawing. */
const MOST_FRAMES = 60;

/**
 * Focuses the row of a node as soon as the outline lists it. Not when the focus has gone elsewhere
 * meanwhile: it is not taken away from a person.
 */
export function focusRow(nodeId: string): void {
  const from = document.activeElement;
  const look = (frames: number) => {
    const at = document.activeElement;
    // A row that is gone leaves the focus to the page.
    if (at !== from && at !== document.body) return;
    const row = document.querySelector<HTMLElement>(
      `[role="tree"] [data-row="${CSS.escape(nodeId)}"]`,
    );
    if (row !== null) row.focus();
    else if (frames > 0) requestAnimationFrame(() => look(frames - 1));
  };
  requestAnimationFrame(() => look(MOST_FRAMES));
}
