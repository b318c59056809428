import { describe, expect, it } from "vitest";
import { setParameter, viewParameters } from "./parameters";

const free = { names: ["x", "y", "z"], receives: false };
const fed = { names: ["x", "y", "z"], receives: true };

describe("viewParameters", () => {
  it("fills parameters by position, then by name", () => {
    const view = viewParameters({ args: [1], kwargs: { z: 3 } }, free);
    expect(view).toEqual({ values: { x: 1, z: 3 }, received: null, extra: [], unknown: [] });
  });

  it("moves positional arguments behind what is received", () => {
    const view = viewParameters({ args: [1] }, fed);
    expect(view).toMatchObject({ values: { y: 1 }, received: "x" });
  });

  it("tells what does not fit", () => {
    const view = viewParameters({ args: [1, 2, 3], kwargs: { q: 1 } }, fed);
    expect(view).toMatchObject({ extra: [3], unknown: ["q"] });
  });

  it("shows a name given for the parameter that is received, so that it can be taken away", () => {
    expect(viewParameters({ kwargs: { x: 1 } }, fed).values).toEqual({ x: 1 });
  });
});

describe("setParameter", () => {
  it("keeps what was positional positional", () => {
    const call = { args: [1, 2], kwargs: {} };
    expect(setParameter(call, free, { name: "y", value: 5 })).toEqual({ args: [1, 5], kwargs: {} });
  });

  it("writes what is new by name", () => {
    const call = { args: [1] };
    expect(setParameter(call, free, { name: "z", value: 5 })).toEqual({
      args: [1],
      kwargs: { z: 5 },
    });
  });

  it("passes on by name what stood behind a positional argument that is taken away", () => {
    const call = { args: [1, 2, 3], kwargs: {} };
    expect(setParameter(call, free, { name: "x", value: undefined })).toEqual({
      args: [],
      kwargs: { y: 2, z: 3 },
    });
    expect(setParameter({ args: [2, 3] }, fed, { name: "y", value: undefined })).toEqual({
      args: [],
      kwargs: { z: 3 },
    });
  });

  it("takes a named argument away", () => {
    const call = { args: [1], kwargs: { z: 3 } };
    expect(setParameter(call, free, { name: "z", value: undefined })).toEqual({
      args: [1],
      kwargs: {},
    });
  });
});
