/**
 * One pass over a value that may or may not be JSON, without recursion: however deep a value is, the call
 * stack is not. Counts the bytes of its JSON text and, when asked, writes the text.
 */
import { isNodeValue } from "./task";

export interface WalkOptions {
  /** Lists and objects inside each other, the outermost is 1. */
  maxDepth: number;
  /** Of UTF-8 JSON text. */
  maxBytes: number;
  /**
   * `refuse`: `undefined` is nowhere JSON. `drop`: a member with it counts as absent. `serialise`: as
   * `JSON.stringify` does, so null where a place must be filled, and `toJSON` is honoured.
   */
  lenience: "refuse" | "drop" | "serialise";
  /** Receives the text, piece by piece. */
  pieces?: string[];
}

export type Walked =
  | { ok: true; bytes: number }
  | {
      ok: false;
      reason: "not-json" | "too-deep" | "too-large";
      path: (string | number)[];
      /** A clause such as `a function is not JSON`. */
      message: string;
    };

/** Measures `value`, and writes it when `options.pieces` is there. Never throws. */
export function walkJson(value: unknown, options: WalkOptions): Walked {
  const walk = new Walk(options);
  try {
    walk.run(value);
    return { ok: true, bytes: walk.bytes };
  } catch (error) {
    const path = walk.path();
    if (error instanceof Refusal) {
      // A path of hundreds of keys helps nobody.
      const shown = error.reason === "not-json" ? path : path.slice(0, 8);
      return { ok: false, reason: error.reason, path: shown, message: error.message };
    }
    return {
      ok: false,
      reason: "not-json",
      path,
      message: `reading it threw ${textOfError(error)}`,
    };
  }
}

/** True for `{}`-like objects: those that JSON writes and reads back as they are. */
export function isPlainObject(value: unknown): value is { [key: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm (a frame, a test's sandbox) has another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Bytes of `JSON.stringify(text)` in UTF-8. */
export function quotedBytes(text: string): number {
  let bytes = 2;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes += ASCII_BYTES[unit] ?? 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (isPair(text, index)) {
      bytes += 4;
      index++;
    } else bytes += 6; // a lone surrogate is written as \udxxx
  }
  return bytes;
}

const ASCII_BYTES = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const char = String.fromCharCode(unit);
  return JSON.stringify(char).length - 2;
});

function isPair(text: string, index: number): boolean {
  const next = text.charCodeAt(index + 1);
  return text.charCodeAt(index) < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
}

class Refusal extends Error {
  readonly reason: "not-json" | "too-deep" | "too-large";
  constructor(reason: "not-json" | "too-deep" | "too-large", message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A list or object that is being walked. `keys` is null for a list. */
interface Frame {
  source: object;
  keys: string[] | null;
  length: number;
  next: number;
  written: number;
}

class Walk {
  bytes = 0;
  private readonly options: WalkOptions;
  private readonly frames: Frame[] = [];
  private readonly ancestors = new Set<object>();

  constructor(options: WalkOptions) {
    this.options = options;
  }

  run(value: unknown): void {
    this.visitFilled(this.plain(value));
    for (let frame = this.frames.at(-1); frame !== undefined; frame = this.frames.at(-1)) {
      if (frame.next < frame.length) this.visitMember(frame);
      else this.leave(frame);
    }
  }

  /** Keys from the outermost value to where the walk stands. */
  path(): (string | number)[] {
    return this.frames
      .filter((frame) => frame.next > 0)
      .map((frame) => frame.keys?.[frame.next - 1] ?? frame.next - 1);
  }

  private visitMember(frame: Frame): void {
    const index = frame.next++;
    const key = frame.keys === null ? index : (frame.keys[index] ?? "");
    const value = this.plain((frame.source as { [key: string | number]: unknown })[key]);
    if (value === undefined && frame.keys !== null && this.options.lenience !== "refuse") return;
    if (frame.written++ > 0) this.emit(",", 1);
    if (frame.keys !== null) {
      this.visitText(String(key));
      this.emit(":", 1);
    }
    this.visitFilled(value);
  }

  /** Visits what must be there: by itself, or in a list. */
  private visitFilled(value: unknown): void {
    this.visit(value === undefined && this.options.lenience === "serialise" ? null : value);
  }

  private visit(value: unknown): void {
    if (typeof value === "string") this.visitText(value);
    else if (value === null || typeof value === "boolean") this.visitLiteral(String(value));
    else if (typeof value === "number" && Number.isFinite(value)) this.visitLiteral(String(value));
    else if (Array.isArray(value)) this.enter(value, null);
    else if (isPlainObject(value)) this.enter(value, Object.keys(value));
    else throw new Refusal("not-json", `${describe(value)} is not JSON`);
  }

  private visitText(text: string): void {
    if (this.options.pieces === undefined) this.emit("", quotedBytes(text));
    else this.emit(JSON.stringify(text), quotedBytes(text));
  }

  private visitLiteral(text: string): void {
    this.emit(text, text.length);
  }

  private enter(source: object, keys: string[] | null): void {
    if (this.ancestors.has(source)) throw new Refusal("not-json", "it contains itself");
    if (this.frames.length >= this.options.maxDepth)
      throw new Refusal("too-deep", `it is nested deeper than ${this.options.maxDepth} levels`);
    const length = keys === null ? (source as unknown[]).length : keys.length;
    this.emit(keys === null ? "[" : "{", 1);
    this.ancestors.add(source);
    this.frames.push({ source, keys, length, next: 0, written: 0 });
  }

  private leave(frame: Frame): void {
    this.frames.pop();
    this.ancestors.delete(frame.source);
    this.emit(frame.keys === null ? "]" : "}", 1);
  }

  private emit(text: string, bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.options.maxBytes)
      throw new Refusal("too-large", `it is larger than ${this.options.maxBytes} bytes`);
    this.options.pieces?.push(text);
  }

  /** What stands for `value` in JSON, where it says so itself. */
  private plain(value: unknown): unknown {
    if (this.options.lenience !== "serialise" || typeof value !== "object" || value === null)
      return value;
    // A date has a text form, but comes back as text: what reads the result would not get what was given.
    if (value instanceof Date || isNodeValue(value)) return value;
    const { toJSON } = value as { toJSON?: unknown };
    return typeof toJSON === "function" ? (toJSON.call(value, "") as unknown) : value;
  }
}

function describe(value: unknown): string {
  if (value === undefined) return "undefined";
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return `a ${typeof value}`;
  if (isNodeValue(value))
    return "a signature or another node inside a list or an object (return it bare to have it run)";
  if (value instanceof Date) return "a Date (give its toISOString() or getTime())";
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" ? `an instance of ${name}` : "this object";
}

/** What was thrown, in words; itself never throws. */
export function textOfError(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return "something that cannot be shown";
  }
}
