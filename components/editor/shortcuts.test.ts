import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  firstKeyOf,
  globalAction,
  isSingleKey,
  keysOf,
  nodeAction,
  SHORTCUTS,
  type KeyPress,
} from "./shortcuts";

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
  ])("%s is %s everywhere", (keys, action) => {
    expect(globalAction(press(keys))).toBe(action);
    expect(nodeAction(press(keys), true)).toBeNull();
  });

  it.each([
    ["n", "then"],
    ["b", "before"],
    ["P", "alongside"],
    ["j", "join"],
    ["Shift+I", "insideFirst"],
    ["Delete", "remove"],
    ["Enter", "edit"],
    ["Ctrl+d", "duplicate"],
    ["Alt+ArrowUp", "earlier"],
    ["Shift+ArrowDown", "extendNext"],
    ["7", "foldDepth"],
  ])("%s acts on the node that has the focus", (keys, action) => {
    expect(nodeAction(press(keys), true)).toBe(action);
  });

  it.each([
    ["Shift+?", "help"],
    ["Ctrl+Alt+[", "fold"],
    ["Shift+/", "search"],
  ])("%s counts by its symbol, whatever the keyboard needs for it", (keys, action) => {
    expect(nodeAction(press(keys), true)).toBe(action);
  });

  it.each(["Ctrl+n", "Alt+n", "Shift+N", "q", "ArrowDown", "Ctrl+c"])(
    "%s is left alone",
    (keys) => {
      expect(nodeAction(press(keys), true)).toBeNull();
      expect(globalAction(press(keys))).toBeNull();
    },
  );

  it.each(["n", "Shift+I", "7", "?", "/", "["])("%s can be switched off", (keys) => {
    expect(nodeAction(press(keys), false)).toBeNull();
  });

  it.each([
    ["Delete", "remove"],
    ["F2", "rename"],
    ["Ctrl+d", "duplicate"],
    ["Alt+ArrowUp", "earlier"],
  ])("%s stays when single keys are switched off", (keys, action) => {
    expect(nodeAction(press(keys), false)).toBe(action);
  });

  it("gives every action a name and a key, and no key to two", () => {
    const keys = SHORTCUTS.flatMap((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { does, keys: own } of SHORTCUTS) {
      expect(does).not.toBe("");
      expect(own.length).toBeGreaterThan(0);
    }
  });

  it("writes keys as a person reads them", () => {
    const words = Object.fromEntries(SHORTCUTS.map((shortcut) => [shortcut.id, keysOf(shortcut)]));
    expect(words).toMatchObject({
      redo: "Ctrl Shift Z / Ctrl Y",
      go: "↓ ↑ ← →",
      foldDepth: "0 – 9",
      earlier: "Alt ↑",
    });
    expect(firstKeyOf("remove")).toBe("Del");
    expect(isSingleKey("Alt+ArrowUp")).toBe(false);
  });

  it("stands in docs/editor.md, row by row", () => {
    const text = readFileSync(new URL("../../docs/editor.md", import.meta.url), "utf8");
    const rows = [...text.matchAll(/^\| `([^|]+)` +\| (.+?) +\|$/gm)].map(([, keys, does]) => [
      keys,
      does,
    ]);
    expect(rows).toEqual(SHORTCUTS.map((shortcut) => [keysOf(shortcut), shortcut.does]));
  });
});
