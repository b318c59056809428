import { describe, expect, it } from "vitest";
import { parseArgs, parseKwargs } from "./parse-arguments";

describe("parseArgs and parseKwargs", () => {
  it("take a list and an object", () => {
    expect(parseArgs('[1, {"a": null}]')).toEqual({ ok: true, value: [1, { a: null }] });
    expect(parseKwargs('{"x": 1}')).toEqual({ ok: true, value: { x: 1 } });
  });

  it("say what they want instead of something else", () => {
    expect(parseArgs("{}")).toMatchObject({ ok: false, problem: expect.stringContaining("list") });
    for (const text of ["[]", "null", "3"]) {
      expect(parseKwargs(text)).toMatchObject({
        ok: false,
        problem: expect.stringContaining("object"),
      });
    }
  });

  it("say that half a document is not JSON yet", () => {
    expect(parseArgs("[1,")).toMatchObject({
      ok: false,
      problem: expect.stringContaining("not JSON yet"),
    });
  });
});
