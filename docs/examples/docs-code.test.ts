/** Pages cannot rot: their TypeScript is that of files which are compiled and run; their links lead somewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DOCS = path.join(ROOT, "docs");
const pages = readdirSync(DOCS, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md") && !file.startsWith("examples"))
  .map((file) => path.join("docs", file));

/** Prettier sets a block as if it began at the left. */
const flat = (code: string) => code.trim().replaceAll(/^[ \t]+/gm, "");

const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

/** Each block of TypeScript with the file that the comment before it names. */
function blocksOf(text: string) {
  const blocks = text.matchAll(/(?:<!-- (\S+) -->\n+)?```ts\n(.*?)```/gs);
  return Array.from(blocks, ([, file, code = ""]) => ({ file, code }));
}

/** Addresses of links and pictures that lead to files. */
function linksOf(text: string) {
  const prose = text.replaceAll(/```.*?```/gs, "");
  const found = Array.from(
    prose.matchAll(/(?:\]\(|src=")([^)"\s]+)[)"]/g),
    ([, target = ""]) => target,
  );
  return found.filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors that a page's headings have on GitHub. */
function anchorsOf(text: string) {
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe.each(pages)("%s", (page) => {
  it("shows TypeScript of files that tests run", () => {
    for (const { file, code } of blocksOf(read(page))) {
      expect(file, `a comment naming the file before:\n${code}`).toBeDefined();
      const source = flat(read(file ?? ""));
      for (const part of code.split(/^\s*\/\/ …\n/m)) {
        expect(source, `${page} and ${file} say the same`).toContain(flat(part));
      }
    }
  });
});

describe.each([...pages, "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])("%s", (page) => {
  it("links to what is there", () => {
    for (const link of linksOf(read(page))) {
      const [target = "", anchor] = link.split("#");
      const file = target === "" ? page : path.join(path.dirname(page), target);
      expect(existsSync(path.join(ROOT, file)), `${page} links to ${link}`).toBe(true);
      if (anchor && file.endsWith(".md")) expect(anchorsOf(read(file)), link).toContain(anchor);
    }
  });
});

it("finds the pages", () => {
  expect(pages.length).toBeGreaterThan(5);
});
