/** Parts of a page that are loaded when they are needed: the network may be away at that moment, and come back. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
const TRIES = 12;

/**
 * Loads again until it comes, for about a minute: without it one part that is late takes the whole page with it,
 * and what was typed there. A part that does not come then is not there, and the page says so.
 */
export async function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await load();
    } catch (error) {
      if (tried === TRIES) throw error;
    }
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (tried - 1), LONGEST_WAIT_MS);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
