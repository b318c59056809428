import { describe, expect, it } from "vitest";
import { globalAction, nodeAction, type KeyPress } from "./shortcuts";

function press(keys: string): KeyPress {
  const parts = keys.split("+");
  return {
    key: parts.at(-1) ?? "",
    ctrlKey: parts.includes("Ctrl"),
    metaKey: parts.includes("Meta"),
    shiftKey: parts.includes("Shift"),
    altKey: parts.includes("Alt"),
  };
}

describe("shortcuts", () => {
  it.each([
    ["Ctrl+z", "undo"],
    ["Meta+z", "undo"],
    ["Ctrl+Shift+Z", "redo"],
    ["Ctrl+y", "redo"],
    ["Ctrl+Enter", "run"],
  ])("%s is %s everywhere", (keys, type) => {
    expect(globalAction(press(keys))).toEqual({ type });
  });

  it.each([
    ["n", { type: "insert", verb: "then" }],
    ["b", { type: "insert", verb: "before" }],
    ["P", { type: "insert", verb: "alongside" }],
    ["j", { type: "insert", verb: "join" }],
    ["i", { type: "insert", verb: "inside" }],
    ["Shift+I", { type: "insert", verb: "insideFirst" }],
    ["Delete", { type: "remove" }],
    ["Enter", { type: "edit" }],
    ["Ctrl+d", { type: "duplicate" }],
  ])("%s acts on the node that has the focus", (keys, action) => {
    expect(nodeAction(press(keys))).toEqual(action);
  });

  it.each(["Ctrl+n", "Alt+n", "Shift+N", "x", "ArrowDown"])("%s is left alone", (keys) => {
    expect(nodeAction(press(keys))).toBeNull();
    expect(globalAction(press(keys))).toBeNull();
  });
});
