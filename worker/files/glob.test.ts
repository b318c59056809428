import { describe, expect, it } from "vitest";
import { matchesGlob, mayMatchBelow, parseGlob } from "./glob";

describe("matchesGlob", () => {
  it.each([
    ["docs/**/*.md", "docs/a.md"],
    ["docs/**/*.md", "docs/a/b/c.md"],
    ["**/*.md", "a.md"],
    ["**", "a/b/c"],
    ["docs/**", "docs/a/b"],
    ["*.{md,txt}", "a.txt"],
    ["{a,b/{c,d}}/x", "b/d/x"],
    ["a?c", "abc"],
    ["./docs/*", "docs/a"],
    ["a/**/b/**/c", "a/x/b/b/y/c"],
    ["a(b)+[c].md", "a(b)+[c].md"],
    ["ab*ab", "ababab"],
    ["?", "💥"],
  ])("%s matches %s", (pattern, path) => {
    expect(matchesGlob(parseGlob(pattern), path)).toBe(true);
  });

  it.each([
    ["docs/*.md", "docs/a/b.md"],
    ["docs/**/*.md", "other/a.md"],
    ["*.md", "a.mdx"],
    ["a?c", "ac"],
    ["a?c", "a/c"],
    ["docs", "docs/a"],
    ["{a,b}", "c"],
  ])("%s does not match %s", (pattern, path) => {
    expect(matchesGlob(parseGlob(pattern), path)).toBe(false);
  });

  it("needs no exponential time for many stars", () => {
    const glob = parseGlob(`${"a*".repeat(200)}b`);
    expect(matchesGlob(glob, "a".repeat(5000))).toBe(false);
    const folders = parseGlob(`${"**/a/".repeat(100)}b`);
    expect(matchesGlob(folders, "a/".repeat(2000) + "c")).toBe(false);
  });
});

describe("parseGlob", () => {
  it.each(["/etc/*", "../*", "a/../../b", "{../a,b}", "{/etc,a}/x"])("refuses %s", (pattern) => {
    expect(() => parseGlob(pattern)).toThrow(/leaves the folder/);
  });

  it("refuses patterns that grow without bound", () => {
    expect(() => parseGlob("{a,b}".repeat(20))).toThrow(/alternatives/);
    expect(() => parseGlob("a".repeat(5000))).toThrow(/longer than/);
  });
});

describe("mayMatchBelow", () => {
  it.each([
    ["docs/*.md", "docs", true],
    ["docs/*.md", "src", false],
    ["docs/*.md", "docs/a", false],
    ["**/*.md", "any/where", true],
    ["docs/**", "docs/a/b", true],
    ["docs/**", "src/a", false],
    ["{docs,src}/a/*", "src", true],
  ])("%s below %s: %s", (pattern, folder, expected) => {
    expect(mayMatchBelow(parseGlob(pattern), folder)).toBe(expected);
  });
});
