/** Whose results a step received, as the panel of a node tells. */
import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/core/node";
import { chain, chord, fixed, group, step, tree } from "@/testing/nodes";
import { testApp } from "@/testing/workers";

describe("receivedFrom", () => {
  it("names the step or the container before it", async () => {
    await using app = await testApp();
    const lanes = { ...group(step("b", "ident"), fixed("c", "ran", "c")), id: "g" };
    const run = await app.run(chain(step("a", "ident", 1), lanes, step("d", "ident")));
    const details = async (id: string) => (await app.engine.getNode(run.id, id)).receivedFrom;
    expect(await details("a")).toBeUndefined();
    expect(await details("b")).toEqual({ what: "result", nodeIds: ["a"], count: 1 });
    expect(await details("c")).toBeUndefined();
    expect(await details("d")).toEqual({ what: "result", nodeIds: ["g"], count: 1 });
  });

  it("names the header of a chord member by member, the first of many", async () => {
    await using app = await testApp();
    const header = Array.from({ length: 30 }, (_, i) => step(`h${i}`, "ident", i));
    const run = await app.run(chord(header, step("z", "ident")));
    const { receivedFrom } = await app.engine.getNode(run.id, "z");
    expect(receivedFrom).toMatchObject({ what: "result", count: 30 });
    expect(receivedFrom?.nodeIds.slice(0, 2)).toEqual(["h0", "h1"]);
    expect(receivedFrom?.nodeIds.length).toBeLessThan(30);
  });

  it("tells a map's items and a failure from results", async () => {
    await using app = await testApp();
    const failing = { ...step("f", "fail"), onFailure: [step("cb", "ident")], optional: true };
    const body = chain(step("b", "ident"), step("c", "ident"));
    const map: WorkflowNode = { kind: "map", id: "m", over: [1], body };
    const run = await app.run(group(failing, map, tree(step("r", "ident"), step("k", "ident"))));
    const shot = await run.look();
    const details = async (id: string) => (await app.engine.getNode(run.id, id)).receivedFrom;
    expect(await details("cb")).toEqual({ what: "failure", nodeIds: ["f"], count: 1 });
    const copy = shot.nodes.filter(({ parentId }) => parentId === "m.0").map(({ id }) => id);
    expect(await details(copy[0] ?? "")).toEqual({ what: "item", nodeIds: ["m"], count: 1 });
    expect(await details(copy[1] ?? "")).toMatchObject({ what: "result", nodeIds: [copy[0]] });
    expect(await details("k")).toBeUndefined();
  });
});
