/** Where the focus goes in a section whose fields may still be on their way. */
const FIELDS = "input, select, textarea";
/** The fields of another node come after this many frames at the latest, or not at all. */
const MOST_FRAMES = 120;

/** Calls `then` once the inspector shows the fields of this node; never when it shows others by then. */
export function whenInspected(nodeId: string, then: () => void, frames = MOST_FRAMES): void {
  if (document.querySelector(`[data-inspector="${CSS.escape(nodeId)}"]`) !== null) return then();
  if (frames > 0) requestAnimationFrame(() => whenInspected(nodeId, then, frames - 1));
}

/**
 * Calls `then` with the first field of `section`, or null when it has none; as soon as nothing in it is
 * `aria-busy`. Not at all when the focus has gone elsewhere meanwhile: it is not taken away from a person.
 */
export function whenFieldsAreThere(
  section: HTMLElement,
  then: (field: HTMLElement | null) => void,
): void {
  const isLoading = () => section.querySelector('[aria-busy="true"]') !== null;
  const tell = () => then(section.querySelector<HTMLElement>(FIELDS));
  if (!isLoading()) return tell();
  const focused = document.activeElement;
  const watcher = new MutationObserver(() => {
    if (section.isConnected && isLoading()) return;
    watcher.disconnect();
    if (section.isConnected && document.activeElement === focused) tell();
  });
  watcher.observe(section, { childList: true, subtree: true });
}

/** The field that a label of `section` names, or the first one in the box that it names; null without one. */
export function fieldNamed(section: HTMLElement, name: string): HTMLElement | null {
  const wanted = plain(name);
  for (const label of section.querySelectorAll<HTMLElement>("label, legend")) {
    const text = (label.firstElementChild ?? label).textContent;
    if (plain(text) !== wanted) continue;
    const control = label instanceof HTMLLabelElement ? label.control : null;
    const box = label.closest('fieldset, [role="group"]');
    const field = control ?? box?.querySelector<HTMLElement>(FIELDS) ?? null;
    if (field !== null) return field;
  }
  return section.querySelector<HTMLElement>(`[aria-label="${CSS.escape(name)}" i]:is(${FIELDS})`);
}

/** `timeoutMs` and `Timeout` are one name, and so are `chunkSize` and `Chunk size`. */
function plain(text: string): string {
  return text.replaceAll(/\s/g, "").toLowerCase().replace(/ms$/, "");
}
