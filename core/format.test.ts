import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatElapsed,
  formatExact,
  formatPlural,
} from "./format";

describe("formatDuration", () => {
  it.each([
    [-5, "0 ms"],
    [840, "840 ms"],
    [1_200, "1.2 s"],
    [9_960, "10 s"],
    [48_000, "48 s"],
    [59_700, "1 min"],
    [184_000, "3 min 4 s"],
    [7_500_000, "2 h 5 min"],
    [270_000_000, "3 d 3 h"],
  ])("says %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe("formatElapsed", () => {
  it.each([
    [300, "0 s"],
    [1_900, "1 s"],
    [65_400, "1 min 5 s"],
  ])("counts %d ms as %s", (milliseconds, text) => {
    expect(formatElapsed(milliseconds)).toBe(text);
  });
});

describe("formatCount", () => {
  it.each([
    [950, "950"],
    [1_000, "1k"],
    [4_120, "4.1k"],
    [12_400, "12k"],
    [1_300_000, "1.3M"],
  ])("says %d as %s", (count, text) => {
    expect(formatCount(count)).toBe(text);
  });
});

describe("formatExact", () => {
  it.each([
    [950, "950"],
    [1_001, "1,001"],
    [1_234_567, "1,234,567"],
  ])("says %d as %s", (count, text) => {
    expect(formatExact(count)).toBe(text);
  });
});

describe("formatPlural and formatBytes", () => {
  it("agree in number", () => {
    expect(formatPlural(1, "step")).toBe("1 step");
    expect(formatPlural(4_100, "step")).toBe("4.1k steps");
  });

  it("say sizes in thousands", () => {
    expect([512, 4_130, 1_200_000].map(formatBytes)).toEqual(["512 B", "4.1 kB", "1.2 MB"]);
  });
});

describe("formatClock", () => {
  const now = Date.UTC(2026, 10, 21, 18, 0, 0);
  const at = (iso: string) => formatClock(Date.parse(iso), { now, timeZone: "UTC" });

  it("says the time of today, the day of this year, the year of others", () => {
    expect(at("2026-11-21T12:31:04Z")).toBe("12:31:04");
    expect(at("2026-11-20T12:31:04Z")).toBe("20 Nov 12:31");
    expect(at("2025-11-20T12:31:04Z")).toBe("20 Nov 2025 12:31");
  });
});
