import { describe, expect, it } from "vitest";
import { median, quantile } from "./stats";

describe("quantile", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);

  it("is a value that was measured, whatever the order", () => {
    expect(quantile(values, 0.95)).toBe(95);
    expect(median(values)).toBe(50);
    expect(quantile([7], 0.95)).toBe(7);
    expect(quantile(values, 1)).toBe(100);
  });

  it("is no number of nothing", () => {
    expect(median([])).toBeNaN();
  });
});
