/** The mark of a run's state as a picture for the tab: a shape for each besides the colour. */
import type { FaceState } from "@/components/canvas/types";

const SHAPES: Partial<Record<FaceState, string>> = {
  succeeded: '<path d="M6 12.5l4 4 8-9"/>',
  failed: '<path d="M7 7l10 10M17 7L7 17"/>',
  revoked: '<rect x="8" y="8" width="8" height="8" fill="white"/>',
  skipped: '<path d="M17 6L7 18"/>',
  held: '<path d="M9 7v10M15 7v10"/>',
  running: '<path d="M12 6a6 6 0 1 1-6 6"/>',
};

/** A data URL. `colour`: what the state is drawn in. */
export function faviconOf(state: FaceState, colour: string): string {
  const shape = SHAPES[state] ?? '<circle cx="12" cy="12" r="3"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="white" stroke-width="3" stroke-linecap="round"><rect width="24" height="24" rx="7" fill="${colour}" stroke="none"/>${shape}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
