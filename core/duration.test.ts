import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDuration, writeDuration } from "./duration";

describe("reading a duration", () => {
  it.each([
    ["30 s", 30_000],
    ["30s", 30_000],
    ["5 min", 300_000],
    ["5m", 300_000],
    ["1 h 30 min", 5_400_000],
    ["1h30m", 5_400_000],
    ["1.5 h", 5_400_000],
    ["0,25 s", 250],
    ["2 days", 172_800_000],
    ["250 ms", 250],
    [" 1 Second ", 1_000],
    ["0", 0],
  ])("takes %j", (text, ms) => {
    expect(readDuration(text)).toEqual({ ok: true, ms });
  });

  it.each([
    ["30", "Say the unit: 30 s, 30 min or 30 ms."],
    ["30 q", '"q" is no unit. Use ms, s, min, h or d.'],
    ["soon", 'Give a number and its unit, such as "30 s" or "1 h 30 min".'],
    ["-5 s", 'Give a number and its unit, such as "30 s" or "1 h 30 min".'],
    ["", 'Give a number and its unit, such as "30 s" or "1 h 30 min".'],
    ["99999999999999 d", "This is too long to count. Give a shorter time."],
  ])("refuses %j and says what to do", (text, message) => {
    expect(readDuration(text)).toEqual({ ok: false, message });
  });
});

describe("writing a duration", () => {
  it.each([
    [0, "0 ms"],
    [250, "250 ms"],
    [30_000, "30 s"],
    [90_000, "1 min 30 s"],
    [1_250, "1 s 250 ms"],
    [90_061_001, "1 d 1 h 1 min 1 s 1 ms"],
  ])("says %i", (ms, text) => {
    expect(writeDuration(ms)).toBe(text);
  });

  it("gives a text that is read as the same duration", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 12 }), (ms) => {
        expect(readDuration(writeDuration(ms))).toEqual({ ok: true, ms });
      }),
    );
  });
});
