import { describe, expect, it } from "vitest";
import { boundParameters } from "./bind-origins";

const params = {
  type: "object",
  properties: { x: { type: "number" }, y: {}, z: { type: "number", default: 7 }, w: {} },
  required: ["x", "y"],
};

describe("boundParameters", () => {
  it("tells for each parameter where its value came from", () => {
    const input = { params, args: [2], kwargs: { w: null }, received: { value: 1 } };
    expect(boundParameters(input, true)).toEqual([
      { name: "x", from: "received", value: 1 },
      { name: "y", from: "position", value: 2 },
      { name: "z", from: "default", value: 7 },
      { name: "w", from: "name", value: null },
    ]);
  });

  it("leaves open what has not been given yet", () => {
    expect(boundParameters({ params, args: [2], kwargs: {} }, true)).toEqual([
      { name: "x", from: "open" },
      { name: "y", from: "position", value: 2 },
      { name: "z", from: "default", value: 7 },
      { name: "w", from: "default" },
    ]);
  });

  it("takes the first positional one first where nothing is received", () => {
    const [x, y] = boundParameters({ params, args: [1, 2], kwargs: {} }, false) ?? [];
    expect([x, y]).toEqual([
      { name: "x", from: "position", value: 1 },
      { name: "y", from: "position", value: 2 },
    ]);
  });

  it("says nothing of a call that does not fit", () => {
    expect(boundParameters({ params, args: [1], kwargs: { nobody: 2 } }, false)).toBeUndefined();
  });
});
