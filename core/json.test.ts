import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteLength, isJson, MAX_VALUE_DEPTH, toJsonText } from "./json";
import { quotedBytes, walkJson } from "./json-walk";
import { NodeValue } from "./task";

const anyText = fc.string({ unit: "binary", maxLength: 40 });
const brokenText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => {
  return String.fromCharCode(...units);
});

function nest(depth: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

function refusal(value: unknown): { message: string; path: string } {
  const outcome = toJsonText(value);
  if (outcome.ok) throw new Error(`accepted as ${outcome.text}`);
  return outcome;
}

describe("byteLength", () => {
  it("counts as an encoder does, lone surrogates included", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, brokenText), (text) => {
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });
});

describe("quotedBytes", () => {
  it("counts the text in quotation marks as JSON.stringify writes it", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, brokenText), (text) => {
        expect(quotedBytes(text)).toBe(byteLength(JSON.stringify(text)));
      }),
    );
  });
});

describe("toJsonText", () => {
  it("writes every JSON value as JSON.stringify does, and counts it right", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(toJsonText(value)).toEqual({ ok: true, text });
        const limits = { maxDepth: 1000, maxBytes: Infinity, lenience: "refuse" } as const;
        expect(walkJson(value, limits)).toEqual({ ok: true, bytes: byteLength(text) });
      }),
    );
  });

  it("makes null of nothing, and drops members without a value", () => {
    expect(toJsonText(undefined)).toEqual({ ok: true, text: "null" });
    const value = { a: undefined, b: [undefined, -0], c: { d: undefined } };
    expect(toJsonText(value)).toEqual({ ok: true, text: JSON.stringify(value) });
  });

  it("keeps __proto__ as data", () => {
    const text = '{"__proto__":{"a":1},"constructor":2}';
    expect(toJsonText(JSON.parse(text))).toEqual({ ok: true, text });
  });

  it("honours toJSON where it gives plain data", () => {
    expect(toJsonText({ at: new URL("https://example.org/") })).toEqual({
      ok: true,
      text: '{"at":"https://example.org/"}',
    });
    expect(toJsonText({ toJSON: () => undefined })).toEqual({ ok: true, text: "null" });
  });

  it.each([
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["a bigint", 1n],
    ["NaN", NaN],
    ["-Infinity", -Infinity],
    ["a Date", new Date(0)],
    ["an instance of Map", new Map()],
    ["an instance of Set", new Set()],
    ["an instance of Uint8Array", new Uint8Array(2)],
    ["an instance of Error", new Error("e")],
    ["an instance of Promise", Promise.resolve()],
    ["a signature or another node", new NodeValue({ kind: "task", task: "t" })],
  ])("refuses %s, and says where", (name, value) => {
    expect(refusal({ list: [0, { key: value }] })).toMatchObject({
      path: "list.1.key",
      message: expect.stringContaining(`The value at "list.1.key" cannot be stored: ${name}`),
    });
    expect(refusal(value).path).toBe("");
  });

  it("refuses what contains itself, but not what stands twice", () => {
    const cycle: { self?: unknown } = {};
    cycle.self = [cycle];
    expect(refusal(cycle)).toMatchObject({
      path: "self.0",
      message: expect.stringContaining("contains itself"),
    });
    const twice = { a: 1 };
    expect(toJsonText([twice, twice]).ok).toBe(true);
  });

  it("refuses what throws when it is read", () => {
    const broken = {
      toJSON() {
        throw new Error("no form");
      },
    };
    expect(refusal([broken]).message).toContain("reading it threw Error: no form");
    const getter = Object.defineProperty({}, "a", {
      enumerable: true,
      get() {
        throw new Error("no value");
      },
    });
    expect(refusal(getter)).toMatchObject({ path: "a" });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(refusal({ proxy }).path).toBe("proxy");
  });

  it("survives any depth and refuses more than it can store", () => {
    expect(toJsonText(nest(MAX_VALUE_DEPTH)).ok).toBe(true);
    expect(refusal(nest(MAX_VALUE_DEPTH + 1)).message).toContain("nested deeper than 500 levels");
    expect(refusal(nest(100_000)).message).toContain("nested deeper than 500 levels");
  });

  it("stops at a text that is too large to build", () => {
    let value: unknown = "x".repeat(1000);
    for (let level = 0; level < 40; level++) value = [value, value];
    expect(toJsonText(value)).toMatchObject({ ok: false, tooLarge: true });
  });
});

describe("isJson", () => {
  it("accepts every JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isJson(value)).toBe(true);
      }),
    );
  });

  it.each([undefined, { a: undefined }, [undefined], NaN, 1n, new Date(0), nest(501)])(
    "refuses %s",
    (value) => {
      expect(isJson(value)).toBe(false);
    },
  );

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(typeof isJson(value)).toBe("boolean");
        expect(typeof toJsonText(value).ok).toBe("boolean");
      }),
    );
  });
});
