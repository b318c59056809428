/** Browsers refuse an address that changes too often. */
const WRITE_AFTER_MS = 250;

/** Changes the page's address without going anywhere. */
export function writeAddress(change: (params: URLSearchParams) => void): void {
  const url = new URL(window.location.href);
  change(url.searchParams);
  window.history.replaceState(null, "", url);
}

/** The same, a moment later. Answers how to leave it. */
export function writeAddressSoon(change: (params: URLSearchParams) => void): () => void {
  const timer = setTimeout(() => writeAddress(change), WRITE_AFTER_MS);
  return () => clearTimeout(timer);
}
