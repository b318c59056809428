import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runTask, testContext } from "../test-context";
import { filesList } from "./files-list";
import { filesReport } from "./files-report";
import { filesWordCount } from "./files-word-count";

let outside: string;
let root: string;

beforeAll(async () => {
  outside = await realpath(await mkdtemp(path.join(tmpdir(), "espalier-files-")));
  root = path.join(outside, "root");
  const files = {
    "docs/b.md": "one two\nthree",
    "docs/a.md": "",
    "docs/deep/c.md": "x\n",
    "node_modules/n.md": "no",
    "docs/node_modules/n.md": "no",
    ".git/g.md": "no",
    ".data/d.md": "no",
    "docs/.hidden.md": "no",
    "z.txt": "z",
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.join(root, path.dirname(name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  await writeFile(path.join(outside, "secret.md"), "secret");
  await symlink(path.join(outside, "secret.md"), path.join(root, "docs/link.md"));
  await symlink(outside, path.join(root, "docs/folder-link"));
});
afterAll(() => rm(outside, { recursive: true }));

describe("files.list", () => {
  it("lists matching files, relative and sorted, without hidden ones and links", async () => {
    expect(await runTask(filesList(root), { pattern: "**/*.md" })).toEqual([
      "docs/a.md",
      "docs/b.md",
      "docs/deep/c.md",
    ]);
  });

  it.each(["../*.md", "docs/../../*.md", "/etc/*"])("refuses %s", async (pattern) => {
    await expect(runTask(filesList(root), { pattern })).rejects.toThrow(/leaves the folder/);
  });

  it("stops when aborted", async () => {
    const ctx = testContext({ signal: AbortSignal.abort(new Error("revoked")) });
    await expect(runTask(filesList(root), { pattern: "**" }, ctx)).rejects.toThrow("revoked");
  });
});

describe("files.wordCount", () => {
  it.each([
    ["docs/b.md", { lines: 2, words: 3, bytes: 13 }],
    ["docs/a.md", { lines: 0, words: 0, bytes: 0 }],
    ["docs/deep/c.md", { lines: 1, words: 1, bytes: 2 }],
  ])("counts %s", async (file, counts) => {
    expect(await runTask(filesWordCount(root), { path: file })).toEqual({ path: file, ...counts });
  });

  it("counts words and characters that fall on the border of two reads once", async () => {
    const text = `${"ä".repeat(100_001)} end\n`;
    await writeFile(path.join(root, "large.txt"), text);
    expect(await runTask(filesWordCount(root), { path: "large.txt" })).toEqual({
      path: "large.txt",
      lines: 1,
      words: 2,
      bytes: Buffer.byteLength(text),
    });
  });

  it.each([
    "../secret.md",
    "docs/link.md",
    "docs/folder-link/secret.md",
    ".git/g.md",
    "node_modules/n.md",
    "docs/.hidden.md",
    "/etc/passwd",
    "docs\\..\\..\\secret.md",
    "docs/b.md\0",
  ])("refuses %j", async (file) => {
    await expect(runTask(filesWordCount(root), { path: file })).rejects.toThrow(/cannot be read/);
  });

  it("says what to do about a missing file and a folder", async () => {
    const task = filesWordCount(root);
    await expect(runTask(task, { path: "none.md" })).rejects.toThrow(/There is no file "none.md"/);
    await expect(runTask(task, { path: "docs" })).rejects.toThrow(/is not a file/);
  });
});

describe("files.report", () => {
  const count = (name: string, words: number) => ({ path: name, lines: 1, words, bytes: 10 });

  it("writes the report and gives path, page and totals", async () => {
    const ctx = testContext({ dataDir: path.join(outside, "data"), stepId: "map.3/x" });
    const args = { counts: [count("a.md", 2), null, count("b.md", 1000)], title: "Docs" };
    const result = filesReport.result.parse(await runTask(filesReport, args, ctx));
    expect(result.totals).toEqual({ lines: 2, words: 1002, bytes: 20 });
    expect(result.html).toContain("1,002");
    expect(await readFile(result.path, "utf8")).toBe(result.html);
    expect(path.dirname(path.resolve(result.path))).toBe(path.join(outside, "data/reports"));
  });

  it("escapes titles and names", async () => {
    const args = { counts: [count(`<img src=x onerror="1">`, 1)], title: "</title><script>" };
    const ctx = testContext({ dataDir: path.join(outside, "data") });
    const { html } = filesReport.result.parse(await runTask(filesReport, args, ctx));
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain("&lt;/title&gt;&lt;script&gt;");
  });

  it("stays below the limit of a result with very many files", async () => {
    const counts = Array.from({ length: 20_000 }, (_, i) => count(`docs/folder/${i}.md`, i));
    const ctx = testContext({ dataDir: path.join(outside, "data") });
    const report = await runTask(filesReport, { counts, title: "Many" }, ctx);
    const { html } = filesReport.result.parse(report);
    expect(html.length).toBeLessThan(1024 * 1024);
    expect(html).toContain("and 18,000 more files");
  });
});
