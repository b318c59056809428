/** Signatures that stand as values inside arguments: `{ "$signature": { … } }`. */
import { isPlainObject } from "@/core/json-walk";
import { below, type Place } from "./place";

export const SIGNATURE_KEY = "$signature";

export interface SignatureValue {
  value: unknown;
  place: Place;
  /** Keys beside `$signature`, which have no meaning. */
  strayKeys: string[];
}

/**
 * The outermost signatures inside the value at `key` of `owner`, in the order written. Those inside a signature's own arguments
 * are found when that signature is looked at. The value is JSON of bounded depth.
 */
export function findSignatureValues(value: unknown, owner: Place, key: string): SignatureValue[] {
  if (!mayHold(value)) return [];
  const found: SignatureValue[] = [];
  const stack: { value: unknown; place: Place }[] = [{ value, place: below(owner, key) }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item.value !== "object" || item.value === null) continue;
    if (isSignatureValue(item.value)) {
      const strayKeys = Object.keys(item.value).filter((key) => key !== SIGNATURE_KEY);
      const at = below(item.place, SIGNATURE_KEY);
      found.push({ value: item.value[SIGNATURE_KEY], place: at, strayKeys });
      continue;
    }
    pushMembers(stack, item.value, item.place);
  }
  return found;
}

/** Last first, so that the stack gives them back in the order written. Lists may have a million items. */
function pushMembers(stack: { value: unknown; place: Place }[], holder: object, at: Place): void {
  const keys = Array.isArray(holder) ? null : Object.keys(holder);
  for (let index = (keys ?? (holder as unknown[])).length - 1; index >= 0; index--) {
    const key = keys?.[index] ?? index;
    const value = (holder as { [key: string | number]: unknown })[key];
    if (typeof value === "object" && value !== null) stack.push({ value, place: below(at, key) });
  }
}

/** Most arguments are plain texts and numbers: these cost nothing. */
function mayHold(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  for (const member of Array.isArray(value) ? (value as unknown[]) : Object.values(value)) {
    if (typeof member === "object" && member !== null) return true;
  }
  return Object.hasOwn(value, SIGNATURE_KEY);
}

function isSignatureValue(value: object): value is { [SIGNATURE_KEY]: unknown } {
  return isPlainObject(value) && Object.hasOwn(value, SIGNATURE_KEY);
}
