import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "./problem";
import { parseWorkflow } from "./validate";
import { task, echo, chain } from "@/testing/documents";

describe("parseWorkflow", () => {
  it("fills in version and name, and leaves tasks alone", () => {
    const root = task("not.registered");
    expect(parseWorkflow({ root })).toEqual({
      workflow: { version: 1, name: "Untitled", root },
    });
  });

  it("answers with the problems of form, ids and size", () => {
    const twice = { ...echo(), id: "a" };
    expect(parseWorkflow({ root: chain(twice, twice) })).toMatchObject({
      problems: [{ code: "ID_DUPLICATE" }],
    });
    expect(parseWorkflow(null)).toMatchObject({ problems: [{ code: "DOCUMENT_INVALID" }] });
    expect(parseWorkflow({ root: chain(echo()) }, { ...DEFAULT_LIMITS, depth: 1 })).toMatchObject({
      problems: [{ code: "LIMIT_DEPTH" }],
    });
  });
});
