import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadTasks } from "./load-tasks";
import { mathAdd } from "./tasks/math-add";

const task = (name: string) =>
  `export const t = { info: { name: "${name}" }, params: {}, result: {}, run() {} };`;

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), "espalier-tasks-")));
  const files = {
    "good/a.mjs": `${task("my.a")} export const helper = 1; export const again = t;`,
    "good/deep/b.mjs": task("my.b"),
    "good/node_modules/c.mjs": task("my.c"),
    "none/a.mjs": "export const helper = 1;",
    "broken/a.mjs": "throw new Error('no database');",
    "twice/a.mjs": task("math.add"),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const namesOf = async (glob: string) =>
  (await loadTasks([mathAdd], [path.join(folder, glob)])).tasks.map(({ info }) => info.name);

describe("loadTasks", () => {
  it("adds the tasks of modules to the built-in ones, each once", async () => {
    expect(await namesOf("good/**/*.mjs")).toEqual(["math.add", "my.a", "my.b"]);
    expect(await namesOf("good/a.mjs")).toEqual(["math.add", "my.a"]);
    expect(await loadTasks([mathAdd], [])).toEqual({ tasks: [mathAdd], modules: [] });
  });

  it("says where the modules are, for processes that load them again", async () => {
    const { modules } = await loadTasks([], [path.join(folder, "good/*.mjs")]);
    expect(modules).toEqual([path.join(folder, "good/a.mjs")]);
  });

  it.each([
    ["none/*.mjs", /a\.mjs exports no task/],
    ["broken/*.mjs", /a\.mjs cannot be loaded: no database/],
    ["twice/*.mjs", /"math\.add" of .*a\.mjs is already defined by the built-in tasks/],
    ["nothing/*.mjs", /no such file|no file matches/],
    ["good/*.ts", /no file matches/],
  ])("says what is wrong with %s", async (glob, message) => {
    await expect(namesOf(glob)).rejects.toThrow(message);
  });
});
