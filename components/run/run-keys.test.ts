import { expect, it } from "vitest";
import { keyText, RUN_KEYS, runAction, steerAction } from "./run-keys";

const press = (key: string, more: object = {}) =>
  runAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

it("finds what a key does, whether a letter is written large or small", () => {
  expect(press("t")).toBe("timeline");
  expect(press("T", { shiftKey: true })).toBe("timeline");
  expect(press("?", { shiftKey: true })).toBe("help");
  expect(press("=")).toBe("zoomIn");
  expect(press("ArrowLeft", { shiftKey: true })).toBe("earlier");
});

it("leaves to others what is theirs", () => {
  expect(press("ArrowLeft")).toBeNull();
  expect(press("/")).toBeNull();
  expect(press("p", { ctrlKey: true })).toBeNull();
  expect(press("x")).toBeNull();
});

it("finds what steers apart from what shows", () => {
  const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  const steer = (key: string, more: object = {}) => steerAction({ key, ...none, ...more });
  expect(steer("r")).toBe("retry");
  expect(steer("ArrowDown", { shiftKey: true })).toBe("extendNext");
  expect(steer("a", { metaKey: true })).toBe("selectAll");
  expect([steer("ArrowDown"), steer("a"), steer("t"), steer("r", { ctrlKey: true })]).toEqual([
    ...[null, null, null, null],
  ]);
  expect(press("r")).toBeNull();
});

it("gives no key twice, and writes each so that it can be read", () => {
  const keys = RUN_KEYS.flatMap((row): readonly string[] => row.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keyText("Shift+ArrowLeft")).toBe("Shift ←");
  expect(keyText("+")).toBe("+");
});
