import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { chain, contextOf, map, task } from "@/testing/edits/builders";
import { toNode } from "./document";
import { applyEdit, invertEdit, isEmptyEdit, type Edit } from "./edit";
import {
  rename,
  renameWorkflow,
  replaceTask,
  setArguments,
  setContainer,
  setFlag,
  setNote,
  setOptions,
} from "./settings";

const { document } = contextOf({ ...chain("a", map("b")), name: "Old" });
const mapId = document.nodes["b"]?.parentId ?? "";
const chainId = document.rootId ?? "";

function after(edit: Edit, id: string): WorkflowNode {
  const changed = applyEdit(document, edit);
  expect(applyEdit(changed, invertEdit(edit))).toEqual(document);
  return toNode(changed, id);
}

describe("settings", () => {
  it("writes arguments, and leaves empty ones out", () => {
    expect(after(setArguments(document, "a", { args: [1], kwargs: {} }), "a")).toEqual({
      ...task("a"),
      args: [1],
    });
  });

  it("writes options, and leaves out what is not set", () => {
    const edit = setOptions(document, "a", { attempts: 3, queue: undefined });
    expect(after(edit, "a")).toEqual({ ...task("a"), options: { attempts: 3 } });
    expect(isEmptyEdit(setOptions(document, "a", { queue: undefined }))).toBe(true);
  });

  it("replaces the task", () => {
    expect(after(replaceTask(document, "a", "math.add"), "a")).toMatchObject({ task: "math.add" });
  });

  it("sets and takes away flags", () => {
    const on = setFlag(document, "a", { flag: "immutable", on: true });
    expect(after(on, "a")).toEqual({ ...task("a"), immutable: true });
    expect(isEmptyEdit(setFlag(document, "a", { flag: "optional", on: false }))).toBe(true);
    expect(() => setFlag(document, mapId, { flag: "immutable", on: true })).toThrow(/not a task/);
  });

  it("names a task by its label and a container by its name", () => {
    expect(after(rename(document, "a", "Fee"), "a")).toMatchObject({ label: "Fee" });
    expect(after(rename(document, mapId, "Pages"), mapId)).toMatchObject({ name: "Pages" });
    expect(after(rename(document, chainId, " "), chainId)).not.toHaveProperty("name");
  });

  it("notes something on any node, and takes the note away", () => {
    expect(after(setNote(document, mapId, "Why: slow"), mapId)).toMatchObject({
      kind: "map",
      note: "Why: slow",
    });
    expect(isEmptyEdit(setNote(document, "a", " "))).toBe(true);
  });

  it("changes only the settings that a kind has", () => {
    const edit = setContainer(document, mapId, { window: 5, over: [1, 2] });
    expect(after(edit, mapId)).toMatchObject({ kind: "map", window: 5, over: [1, 2] });
    expect(() => setContainer(document, chainId, { window: 5 })).toThrow(/no setting window/);
  });

  it("names the workflow", () => {
    const edit = renameWorkflow(document, "New");
    expect(applyEdit(document, edit).name).toBe("New");
    expect(applyEdit(applyEdit(document, edit), invertEdit(edit))).toEqual(document);
    expect(isEmptyEdit(renameWorkflow(document, "w"))).toBe(true);
  });
});
