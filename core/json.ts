/** Values on their way into storage: what is JSON, how large it is, and its text. */
import type { Json } from "./node";
import { walkJson } from "./json-walk";

/**
 * Deepest nesting of a value. Half of what Redis' own JSON reader takes, so that a value still fits
 * when it is wrapped in what describes it.
 */
export const MAX_VALUE_DEPTH = 500;

/** Largest text that is ever built, in bytes of UTF-8: far above each limit, far below what V8 can hold. */
export const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/** Bytes of `text` in UTF-8. A lone surrogate counts as the replacement character, 3 bytes. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text, index + 1)) {
      bytes += 2;
      index++;
    } else bytes += 2;
  }
  return bytes;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * True for what JSON text can say: null, booleans, finite numbers, strings, lists and plain objects of
 * such, not deeper than {@link MAX_VALUE_DEPTH} nor larger than {@link MAX_TEXT_BYTES}. Never throws.
 */
export function isJson(value: unknown): value is Json {
  const options = { maxDepth: MAX_VALUE_DEPTH, maxBytes: MAX_TEXT_BYTES };
  return walkJson(value, { ...options, lenience: "refuse" }).ok;
}

export type JsonText =
  | { ok: true; text: string }
  | {
      ok: false;
      /** What is wrong and what to do, for the person who wrote the task. */
      message: string;
      /** Where, for example `files.0.size`; empty for the value itself. */
      path: string;
      /** It is JSON, but over {@link MAX_TEXT_BYTES}. */
      tooLarge: boolean;
    };

/**
 * The JSON text of a value, or why it has none. As `JSON.stringify`: `undefined` is null by itself and in
 * a list, and absent in an object; `toJSON` is honoured. Otherwise nothing is lost in silence: functions,
 * symbols, bigints, NaN, Infinity, dates, maps, class instances, nodes, cycles and values deeper than
 * {@link MAX_VALUE_DEPTH} are refused. Never throws.
 */
export function toJsonText(value: unknown): JsonText {
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) {
    return { ok: true, text: JSON.stringify(value) };
  }
  const pieces: string[] = [];
  const limits = { maxDepth: MAX_VALUE_DEPTH, maxBytes: MAX_TEXT_BYTES };
  const walked = walkJson(value, { ...limits, lenience: "serialise", pieces });
  if (walked.ok) return { ok: true, text: pieces.join("") };
  const path = walked.path.join(".");
  const where = path === "" ? "The value" : `The value at "${path}"`;
  return {
    ok: false,
    message: `${where} cannot be stored: ${walked.message}. Give plain JSON instead.`,
    path,
    tooLarge: walked.reason === "too-large",
  };
}
