import { describe, expect, it } from "vitest";
import { FOLDS_WRITTEN, readFolds, writeFolds } from "./folds-text";
import { NO_FOLDS, type Folds } from "./types";

/** Through a real query. */
function throughAddress(folds: Folds): Folds {
  const params = new URLSearchParams(writeFolds(folds));
  const read = new URLSearchParams(params.toString());
  return readFolds((name) => read.getAll(name));
}

describe("folds in an address", () => {
  it("are read as they were written, whatever the ids are", () => {
    const folds: Folds = {
      folded: new Map([
        ["a", true],
        ["b.0", false],
        ["3*x&y=ü z", true],
      ]),
      shown: new Map([
        ["c", 48],
        ["7*d\ne", 0],
      ]),
      picked: new Set(["c-57", "c 98"]),
    };
    expect(throughAddress(folds)).toEqual(folds);
    expect(new URLSearchParams(writeFolds(folds)).toString()).toContain("fold=a&unfold=b.0");
  });

  it("are none where nothing is folded or can be read", () => {
    expect(writeFolds(NO_FOLDS)).toEqual([]);
    expect(readFolds(() => [])).toBe(NO_FOLDS);
    const params = new URLSearchParams("lanes=many*a&lanes=*b&lanes=4");
    expect(readFolds((name) => params.getAll(name))).toBe(NO_FOLDS);
  });

  it("are left out where there are more than fit into an address", () => {
    const many = Array.from({ length: FOLDS_WRITTEN + 1 }, (_, at) => [`n${at}`, true] as const);
    expect(writeFolds({ folded: new Map(many), shown: new Map() })).toEqual([]);
    expect(writeFolds({ folded: new Map(many.slice(1)), shown: new Map() })).toHaveLength(
      FOLDS_WRITTEN,
    );
  });
});
