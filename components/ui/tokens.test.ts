import { describe, expect, it } from "vitest";
import { contrast, contrastOf, difference, linearRgb, over, SIGHTS } from "./colour";
import { GROUNDS, INKS, LINES, STATES, tokensCss } from "./tokens";

const THEMES = ["light", "dark"] as const;
/** These three share one neutral on purpose: icon and edge tell them apart. */
const COLOURED = Object.entries(STATES).filter(
  ([state]) => state !== "scheduled" && state !== "skipped",
);

describe.each(THEMES)("the %s tokens", (theme) => {
  it("keep text readable on every ground", () => {
    for (const [ink, colour] of Object.entries(INKS)) {
      for (const [name, ground] of Object.entries(GROUNDS)) {
        expect(contrast(colour[theme], ground[theme]), `${ink} on ${name}`).toBeGreaterThan(4.5);
      }
    }
    expect(contrast(LINES["on-accent"][theme], LINES.accent[theme])).toBeGreaterThan(4.5);
    expect(contrast(LINES.danger[theme], GROUNDS.panel[theme])).toBeGreaterThan(4.5);
  });

  it("keep text readable where a row is selected or under the pointer", () => {
    for (const [ink, colour] of Object.entries(INKS)) {
      for (const wash of ["selected", "hover"] as const) {
        const ground = over(LINES[wash][theme], GROUNDS.panel[theme]);
        const found = contrastOf(linearRgb(colour[theme]), ground);
        expect(found, `${ink} on ${wash}`).toBeGreaterThan(4.5);
      }
    }
  });

  it("keep marks of states visible on every ground", () => {
    for (const [state, colour] of Object.entries(STATES)) {
      for (const [name, ground] of Object.entries(GROUNDS)) {
        expect(contrast(colour[theme], ground[theme]), `${state} on ${name}`).toBeGreaterThan(3);
      }
    }
  });

  it.each(SIGHTS)("keep states apart with colour blindness: %s", (sight) => {
    for (const [index, [a, one]] of COLOURED.entries()) {
      for (const [b, other] of COLOURED.slice(index + 1)) {
        const apart = difference(one[theme], other[theme], sight);
        expect(apart, `${a} and ${b}`).toBeGreaterThan(0.08);
      }
    }
  });
});

describe("tokensCss", () => {
  it("names every state in both themes", () => {
    for (const state of Object.keys(STATES)) {
      expect(tokensCss().split(`--state-${state}:`)).toHaveLength(3);
    }
  });
});
