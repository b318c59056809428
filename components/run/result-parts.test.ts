import { describe, expect, it } from "vitest";
import { countValues, partsOfResult } from "./result-parts";

const PNG = "data:image/png;base64,iVBORw0KGgo=";

describe("partsOfResult", () => {
  it("shows a page as a page, and the rest beside it as data", () => {
    expect(partsOfResult({ html: "<p>Hello</p>", totals: { lines: 3 } })).toEqual([
      { as: "report", html: "<p>Hello</p>" },
      { as: "data", value: { totals: { lines: 3 } } },
    ]);
    expect(partsOfResult("<!doctype html><p>Hello</p>")).toMatchObject([{ as: "report" }]);
    expect(partsOfResult({ html: "x" })).toEqual([{ as: "report", html: "x" }]);
  });

  it("shows pictures that carry themselves, and never one from elsewhere", () => {
    expect(partsOfResult(PNG)).toEqual([{ as: "image", name: "Image", url: PNG }]);
    expect(partsOfResult([PNG, PNG])).toMatchObject([{ name: "Image 1" }, { name: "Image 2" }]);
    expect(partsOfResult({ chart: PNG, points: 2 })).toEqual([
      { as: "image", name: "chart", url: PNG },
      { as: "data", value: { points: 2 } },
    ]);
    for (const url of ["https://example.org/a.png", "data:text/html;base64,PHA+"]) {
      expect(partsOfResult(url)).toEqual([{ as: "text", text: url }]);
    }
  });

  it("shows flat objects of one form as a table", () => {
    const rows = [{ path: "a", words: 1 }, { path: "b" }];
    expect(partsOfResult(rows)).toEqual([{ as: "table", columns: ["path", "words"], rows }]);
  });

  it.each([
    [[]],
    [[1, 2]],
    [[{ a: 1 }]],
    [[{ a: 1 }, 2]],
    [[{ a: { b: 1 } }, { a: 1 }]],
    [[{}, {}]],
  ])("shows %j as data", (value) => {
    expect(partsOfResult(value)).toEqual([{ as: "data", value }]);
  });

  it("shows text as text and everything else as data", () => {
    expect(partsOfResult("Hello")).toEqual([{ as: "text", text: "Hello" }]);
    for (const value of [null, 4, true, {}]) {
      expect(partsOfResult(value)).toEqual([{ as: "data", value }]);
    }
  });
});

describe("countValues", () => {
  it("counts what is in it, and stops when there is too much", () => {
    expect(countValues({ a: [1, 2], b: null }, 100)).toBe(5);
    expect(
      countValues(
        Array.from({ length: 10_000 }, () => 0),
        100,
      ),
    ).toBeGreaterThan(100);
  });
});
