import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffDelay, MAX_DELAY_MS } from "./backoff";

describe("backoffDelay", () => {
  it("stays the same when fixed", () => {
    const backoff = { type: "fixed", delayMs: 500, maxMs: 100 } as const;
    expect([1, 2, 9].map((attempt) => backoffDelay(backoff, attempt, 0.5))).toEqual([
      500, 500, 500,
    ]);
  });

  it("doubles up to its bound when exponential", () => {
    const backoff = { type: "exponential", delayMs: 100, maxMs: 500 } as const;
    expect([1, 2, 3, 4, 5].map((attempt) => backoffDelay(backoff, attempt, 0))).toEqual([
      100, 200, 400, 500, 500,
    ]);
  });

  it("leaves only the jittered share to chance", () => {
    const backoff = { type: "fixed", delayMs: 1000, jitter: 0.2 } as const;
    expect(backoffDelay(backoff, 1, 0)).toBe(800);
    expect(backoffDelay(backoff, 1, 0.5)).toBe(900);
    expect(backoffDelay({ ...backoff, jitter: 1 }, 1, 0)).toBe(0);
  });

  it("grows from a second to a minute when nothing is said", () => {
    expect([1, 2, 3, 7, 100].map((attempt) => backoffDelay(undefined, attempt, 0))).toEqual([
      800, 1600, 3200, 48_000, 48_000,
    ]);
  });

  it("fills in what a backoff leaves out", () => {
    expect(backoffDelay({}, 3, 0)).toBe(4000);
    expect(backoffDelay({ delayMs: 0 }, 5000, 0.9)).toBe(0);
  });

  it("is always a whole number within the bounds", () => {
    const backoff = fc.record(
      {
        type: fc.constantFrom("fixed" as const, "exponential" as const),
        delayMs: fc.nat(MAX_DELAY_MS),
        maxMs: fc.nat(MAX_DELAY_MS),
        jitter: fc.double({ min: 0, max: 1, noNaN: true }),
      },
      { requiredKeys: [] },
    );
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        backoff,
        fc.integer({ min: 1, max: 10_000 }),
        random,
        (given, attempt, chance) => {
          const delay = backoffDelay(given, attempt, chance);
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(MAX_DELAY_MS);
        },
      ),
    );
  });
});
