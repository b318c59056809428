import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { scheduleFrame } from "./schedule-frame";

describe("scheduleFrame", () => {
  let frames: (() => void)[] = [];

  beforeEach(() => {
    frames = [];
    vi.useFakeTimers();
    vi.stubGlobal("requestAnimationFrame", (call: () => void) => frames.push(call));
    vi.stubGlobal("cancelAnimationFrame", () => {});
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("calls with the frame, once", () => {
    const flush = vi.fn();
    scheduleFrame(flush);
    expect(flush).not.toHaveBeenCalled();
    frames.forEach((frame) => frame());
    vi.runAllTimers();
    expect(flush).toHaveBeenCalledTimes(1);
  });

  it("calls after a while where no frame is drawn, once", () => {
    const flush = vi.fn();
    scheduleFrame(flush);
    vi.runAllTimers();
    frames.forEach((frame) => frame());
    expect(flush).toHaveBeenCalledTimes(1);
  });
});
