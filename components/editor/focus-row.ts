/** The focus in the outline, whose rows come a little after the drawing. */
const MOST_FRAMES = 60;

/** Who asks last is answered: of several edits in a row only the last one's row is meant. */
let latest = 0;

/**
 * Focuses the row of a node as soon as the outline lists it as selected. Not when the focus has left the
 * outline meanwhile: it is not taken away from a person.
 */
export function focusRow(nodeId: string): void {
  latest += 1;
  const asked = latest;
  const look = (frames: number) => {
    const at = document.activeElement;
    // A row that is gone leaves the focus to the page.
    const isHere = at === document.body || at?.closest('[role="tree"]') != null;
    if (asked !== latest || !isHere) return;
    const row = document.querySelector<HTMLElement>(
      `[role="tree"] [data-row="${CSS.escape(nodeId)}"][aria-selected="true"]`,
    );
    if (row !== null) row.focus();
    else if (frames > 0) requestAnimationFrame(() => look(frames - 1));
  };
  requestAnimationFrame(() => look(MOST_FRAMES));
}
