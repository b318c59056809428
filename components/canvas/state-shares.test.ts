import { expect, it } from "vitest";
import { sharesOf } from "./state-shares";

it("lets what succeeded grow from the left and what waits stand at the right", () => {
  const states = [
    { state: "failed" as const, count: 1 },
    { state: "queued" as const, count: 1 },
    { state: "succeeded" as const, count: 2 },
  ];
  expect(sharesOf({ states }).map(({ state, from, share }) => [state, from, share])).toEqual([
    ["succeeded", 0, 0.5],
    ["failed", 0.5, 0.25],
    ["queued", 0.75, 0.25],
  ]);
});
