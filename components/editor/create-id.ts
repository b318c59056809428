/** An id for a node or an attempt: `n` and 10 letters or digits, from the browser's randomness. */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `n${Array.from(bytes, (byte) => (byte % 36).toString(36)).join("")}`;
}
