/** Ids that nobody guesses. Random bytes are fetched by the page: each call into the system costs as much as a page. */
import { randomFillSync } from "node:crypto";

/** 96 bits. */
const BYTES = 12;
const pool = Buffer.allocUnsafe(BYTES * 256);
let used = pool.length;

/** `[A-Za-z0-9_-]`, 16 characters. */
export function createId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  return pool.toString("base64url", used - BYTES, used);
}
