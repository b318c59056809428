import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Template } from "@/core/template/template";
import { testApp, type TestApp } from "@/testing/workers";

const template: Template = {
  version: 1,
  name: "Add",
  description: "Adds one.",
  relation: "chain",
  nodes: [{ kind: "task", task: "math.add", args: [1] }],
  parameters: [{ name: "y", schema: { type: "number" }, default: 1, places: ["/0/args/0"] }],
};

describe("templates", () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await testApp({ workers: 0 });
  });
  afterEach(() => app[Symbol.asyncDispose]());

  it("are kept, listed by name, changed and removed", async () => {
    const { templates } = app.engine;
    const saved = await templates.save({ baseRevision: 0, template });
    await templates.save({ id: "other", baseRevision: 0, template: { ...template, name: "Aa" } });
    expect((await templates.list()).map(({ name }) => name)).toEqual(["Aa", "Add"]);
    expect((await templates.list())[1]).toEqual(saved);
    expect(saved).toMatchObject({ ...template, revision: 1 });
    const next = await templates.save({
      id: saved.id,
      baseRevision: 1,
      template: { ...template, name: "More" },
    });
    expect(next).toMatchObject({ id: saved.id, revision: 2, name: "More" });
    await templates.remove(saved.id, 2);
    await templates.remove(saved.id, 2);
    expect((await templates.list()).map(({ id }) => id)).toEqual(["other"]);
  });

  it("refuse what is based on another revision", async () => {
    const { templates } = app.engine;
    await templates.save({ id: "t", baseRevision: 0, template });
    const other = { ...template, name: "Other" };
    await expect(
      templates.save({ id: "t", baseRevision: 0, template: other }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(
      templates.save({ id: "t", baseRevision: 2, template: other }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(templates.remove("t", 7)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await templates.list()).toMatchObject([{ name: "Add", revision: 1 }]);
  });

  it("answer a save that is repeated as the first time", async () => {
    const { templates } = app.engine;
    const first = await templates.save({ id: "t", baseRevision: 0, template });
    expect(await templates.save({ id: "t", baseRevision: 0, template })).toEqual(first);
  });

  it("of many at once on the same revision take one", async () => {
    const { templates } = app.engine;
    await templates.save({ id: "t", baseRevision: 0, template });
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        templates.save({
          id: "t",
          baseRevision: 1,
          template: { ...template, name: `By ${index}` },
        }),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await templates.list()).toMatchObject([{ revision: 2 }]);
  });

  it("refuse what is no template, and what is too large, and keep what is there", async () => {
    const { templates } = app.engine;
    await expect(
      templates.save({ baseRevision: 0, template: { ...template, nodes: [] } }),
    ).rejects.toMatchObject({ code: "TEMPLATE_INVALID" });
    const large = {
      ...template,
      nodes: [{ kind: "task", task: "a", args: ["x".repeat(300_000)] }],
      parameters: [],
    };
    await expect(templates.save({ baseRevision: 0, template: large })).rejects.toMatchObject({
      code: "TOO_LARGE",
    });
    await expect(templates.save({ id: "no id", baseRevision: 0, template })).rejects.toMatchObject({
      code: "ID_INVALID",
    });
    expect(await templates.list()).toEqual([]);
  });
});
