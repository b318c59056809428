import { describe, expect, it } from "vitest";
import { createGuide } from "./json-guide";
import type { TaskInfo } from "./task";

const paint: TaskInfo = {
  name: "art.paint",
  description: "Paints.",
  params: {
    type: "object",
    properties: {
      colour: { type: "string", enum: ["red", "blue"], description: "What it is painted in." },
      size: { $ref: "#/$defs/size" },
    },
    $defs: { size: { type: "object", properties: { width: { type: "number" } } } },
  },
  result: {},
  defaults: {},
  queue: "default",
  totalSteps: 1,
  workers: [],
};
const guide = createGuide([paint]);
const labels = (offers: { label: string }[]) => offers.map(({ label }) => label);

describe("the guide through a node's JSON", () => {
  it("offers the kinds of a node, and the keys that its kind still may have", () => {
    expect(labels(guide.values({}, ["kind"]))).toEqual(
      expect.arrayContaining(["task", "chain", "group", "chord", "tree", "map"]),
    );
    const keys = labels(guide.keys({ kind: "map", over: [] }, []));
    expect(keys).toEqual(expect.arrayContaining(["body", "window", "chunkSize", "note"]));
    expect(keys).not.toContain("over");
    expect(keys).not.toContain("task");
  });

  it("goes on inside members, options and callbacks", () => {
    const value = { kind: "chain", children: [{ kind: "task", options: {} }, { kind: "group" }] };
    expect(labels(guide.keys(value, ["children", 0, "options"]))).toContain("timeoutMs");
    expect(labels(guide.keys(value, ["children", 1]))).toContain("children");
    expect(labels(guide.values(value, ["children", 0, "optional"]))).toEqual(["true", "false"]);
  });

  it("offers tasks by name, and the parameters of the one that is called", () => {
    const value = { kind: "task", task: "art.paint", kwargs: { size: {} } };
    expect(guide.values(value, ["task"])).toEqual([
      { label: "art.paint", text: '"art.paint"', description: "Paints." },
    ]);
    expect(labels(guide.keys(value, ["kwargs"]))).toEqual(["colour"]);
    expect(labels(guide.values(value, ["kwargs", "colour"]))).toEqual(["red", "blue"]);
    expect(labels(guide.keys(value, ["kwargs", "size"]))).toEqual(["width"]);
    expect(guide.describe(value, ["kwargs", "colour"])).toBe("What it is painted in.");
  });

  it.each([[["children", 3, "x"]], [["nothing"]], [["kwargs", "a", "b"]]])(
    "says nothing of %j",
    (path) => {
      expect(guide.keys({ kind: "task" }, path)).toEqual([]);
      expect(guide.values({ kind: "task" }, path)).toEqual([]);
      expect(guide.describe(null, path)).toBe("");
    },
  );
});
