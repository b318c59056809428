import { describe, expect, it } from "vitest";
import { createStaticSource } from "@/components/canvas/static-source";
import type { NodeFace } from "@/components/canvas/types";
import { createTriedSource } from "./tried-source";

const face = (more: Partial<NodeFace>): NodeFace => ({
  kind: "task",
  title: "t",
  state: "draft",
  detail: "2, 3",
  ...more,
});

describe("a draft with what was tried laid over it", () => {
  const draft = createStaticSource(
    new Map([
      ["a", face({})],
      ["b", face({ title: "b" })],
    ]),
  );
  const run = createStaticSource(
    new Map([
      ["a", face({ state: "succeeded", detail: undefined, startedAt: 1, finishedAt: 3 } as object)],
    ]),
  );

  it("shows state, time and result where the run knows the node, the draft elsewhere", () => {
    const source = createTriedSource(draft);
    source.setLayer({ run, results: new Map([["a", "→ 5"]]), pins: { b: 1 } });
    expect(source.get("a")).toMatchObject({
      title: "t",
      state: "succeeded",
      detail: "→ 5",
      finishedAt: 3,
    });
    expect(source.get("b")).toEqual(face({ title: "b", pinned: true }));
    expect([source.state("a"), source.state("b"), source.get("c")]).toEqual([
      "succeeded",
      "draft",
      undefined,
    ]);
    expect(source.get("a")).toBe(source.get("a"));
  });

  it("tells the nodes whose faces change, and shows the draft again when the run is hidden", () => {
    const source = createTriedSource(draft);
    source.setLayer({ run });
    expect(source.get("a")?.state).toBe("succeeded");
    const told: string[] = [];
    source.subscribeAll((changed) => told.push(...changed));
    source.setLayer({ run: null });
    expect(told).toContain("a");
    expect(source.get("a")).toEqual(face({}));
  });

  it("says nothing of a node that is not what it was", () => {
    const source = createTriedSource(draft);
    source.setLayer({ run, isSame: (id) => id !== "a" });
    expect([source.get("a")?.state, source.state("a")]).toEqual(["draft", "draft"]);
  });
});
