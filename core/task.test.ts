import { describe, expect, it, vi } from "vitest";
import { isNodeValue, isSignatureValue, NodeValue, SignatureValue } from "./task";

const group = { kind: "group" as const, children: [] };

describe("the brand of nodes", () => {
  it("is on what the builders make and on nothing that looks like it", () => {
    expect(isNodeValue(new NodeValue(group))).toBe(true);
    expect(isSignatureValue(new SignatureValue({ kind: "task", task: "a" }))).toBe(true);
    expect(isSignatureValue(new NodeValue(group))).toBe(false);
    expect(isNodeValue({ node: group })).toBe(false);
    expect(isNodeValue(null)).toBe(false);
  });

  it("is known to every copy of the module", async () => {
    vi.resetModules();
    const copy = await import("./task");
    expect(copy.NodeValue).not.toBe(NodeValue);
    expect(isNodeValue(new copy.NodeValue(group))).toBe(true);
    expect(copy.isNodeValue(new NodeValue(group))).toBe(true);
  });

  it("is not seen by what compares or writes the node", () => {
    expect(JSON.stringify(new NodeValue(group))).toBe(JSON.stringify({ node: group }));
  });
});
