import { describe, expect, it } from "vitest";
import type { SavedRevision, SavedWorkflow } from "@/core/saved";
import { renameWorkflow } from "@/core/edits/settings";
import { createEditorStore } from "../editor-store";
import { documentOfSaved } from "./documents";
import { createSaver } from "./saver";
import type { SaveCall, SaveTransport } from "./transport";

const workflowOf = (name: string): SavedWorkflow => ({
  version: 1,
  name,
  root: { kind: "task", id: "a", task: "ident" },
});

/** A server in memory: what it says is what the real one says, and it can lose what it was told last. */
function serverWith(name: string) {
  const revisions: SavedRevision[] = [];
  const put = ({
    workflow,
    saveId,
    author = "Somebody",
  }: Omit<SaveCall, "id" | "baseRevision">) => {
    const document = workflow as SavedWorkflow;
    const known = { nodes: 1, tasks: 1, bytes: 0, savedAt: 0, name: document.name };
    const revision = revisions.length + 1;
    revisions.push({ ...known, id: "w", revision, workflow: document, saveId, author });
    return { revision, savedAt: 0 };
  };
  put({ workflow: workflowOf(name), saveId: "first" });
  const newest = () => revisions.at(-1) as SavedRevision;
  const transport: SaveTransport = {
    async save(call) {
      if (newest().revision === call.baseRevision) return put(call);
      const data = { code: "CONFLICT", reason: "CONFLICT", newer: newest() };
      throw Object.assign(new Error("conflict"), { data });
    },
    get: async (_, revision) => revisions[(revision ?? revisions.length) - 1] as SavedRevision,
    head: async () => ({ ...newest(), createdAt: 0 }),
    restore: async () => undefined,
  };
  return { transport, revisions, newest, put };
}

function editorOf(server: ReturnType<typeof serverWith>) {
  const document = documentOfSaved(server.newest().workflow);
  let made = 0;
  const store = createEditorStore({
    ...{ createId: () => `n${(made += 1)}`, now: () => 0 },
    restored: { document, history: { undo: [], redo: [], marked: true } },
  });
  const saver = createSaver({
    ...{ id: "w", store, transport: server.transport, createId: () => `s${(made += 1)}` },
    base: { revision: server.newest().revision, document },
    ...{ author: () => "Me", keep: () => {}, later: () => () => {} },
  });
  saver.start();
  const rename = (name: string) =>
    store.getState().edit("Rename", (current) => renameWorkflow(current, name));
  return { store, saver, rename };
}

describe("the saver", () => {
  it("saves again what a Redis that came back has lost, whoever notices first", async () => {
    for (const notices of ["look", "save"] as const) {
      const server = serverWith("one");
      const { saver, rename } = editorOf(server);
      rename("two");
      await saver.flush();
      expect(server.newest()).toMatchObject({ revision: 2, name: "two", author: "Me" });
      server.revisions.pop();
      if (notices === "save") rename("three");
      else await saver.look();
      await saver.flush();
      await saver.flush();
      expect(server.newest()).toMatchObject({
        revision: 2,
        name: notices === "save" ? "three" : "two",
      });
      expect(saver.state.getState().status).toBe("saved");
    }
  });

  it("puts in what somebody else saved, and undoes one's own steps alone", async () => {
    const server = serverWith("one");
    const { store, saver, rename } = editorOf(server);
    rename("mine");
    const theirs = { ...workflowOf("one"), root: { kind: "task", id: "a", task: "other" } };
    server.put({ workflow: theirs, saveId: "t", author: "Ann" });
    await saver.flush();
    await saver.flush();
    expect(server.newest().workflow).toMatchObject({ name: "mine", root: { task: "other" } });
    store.getState().undo();
    await saver.flush();
    expect(server.newest().workflow).toMatchObject({ name: "one", root: { task: "other" } });
  });

  it("asks where both changed the same, and overwrites nothing before it is told", async () => {
    const server = serverWith("one");
    const { saver, rename } = editorOf(server);
    rename("mine");
    server.put({ workflow: workflowOf("theirs"), saveId: "t", author: "Ann" });
    await saver.flush();
    expect(saver.state.getState().status).toBe("conflict");
    await saver.flush();
    expect(server.newest()).toMatchObject({ revision: 2, name: "theirs" });
    saver.resolve(documentOfSaved(workflowOf("mine")));
    await saver.flush();
    expect(server.newest()).toMatchObject({ revision: 3, name: "mine" });
  });
});
