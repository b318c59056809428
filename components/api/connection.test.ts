import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { connection, reportConnection } from "./connection";

beforeEach(() => {
  vi.useFakeTimers();
  reportConnection("none");
});
afterEach(() => vi.useRealTimers());

const state = () => connection.getState().state;

it("says that it reconnects, and after a while that it is disconnected, until the stream lives", () => {
  reportConnection("live");
  reportConnection("reconnecting");
  expect(state()).toBe("reconnecting");
  vi.advanceTimersByTime(4_900);
  reportConnection("reconnecting");
  expect(state()).toBe("reconnecting");
  vi.advanceTimersByTime(200);
  expect(state()).toBe("disconnected");
  reportConnection("reconnecting");
  expect(state()).toBe("disconnected");
  reportConnection("live");
  expect(state()).toBe("live");
});

it("says nothing of a cut that was mended in time", () => {
  reportConnection("reconnecting");
  reportConnection("live");
  vi.advanceTimersByTime(60_000);
  expect(state()).toBe("live");
});
