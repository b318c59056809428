import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const task = (name: string) => `
  defineTask({
    name: "${name}",
    description: "Puts a chain in its place.",
    params: { x: z.number() },
    result: z.number(),
    run: ({ x }) => chain(callOf("math.add", [x, 1])),
  });`;
const asModule = (name: string) =>
  `import { callOf, chain, defineTask } from "espalier";
   import { z } from "zod";
   export const made = ${task(name)}`;
const asCommonJs = (name: string) =>
  `const { callOf, chain, defineTask } = require("espalier");
   const { z } = require("zod");
   exports.made = ${task(name)}`;

/** Loads what WORKER_TASKS would name, calls each task, and says what is told to be a node. */
const program = `
  import { loadTasks } from "./worker/load-tasks.ts";
  import { isNodeValue } from "./core/task.ts";
  const { tasks } = await loadTasks([], [process.env.GLOB]);
  const told = tasks.map((task) => [task.info.name, isNodeValue(task.run({ x: 1 }, {}))]);
  console.log(JSON.stringify(told));
`;

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), "espalier-outside-")));
  const files = {
    "package.json": "{}",
    "bare/a.ts": asModule("bare"),
    "mts/a.mts": asModule("mts"),
    "mjs/a.mjs": asModule("mjs"),
    "cjs/a.cjs": asCommonJs("cjs"),
    "typed/package.json": '{ "type": "module" }',
    "typed/a.ts": asModule("typed"),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe("a task module outside this folder, with nothing installed beside it", () => {
  it('imports "espalier" and zod in every form that a module has', () => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "-e", program],
      {
        cwd: ROOT,
        env: { ...process.env, GLOB: path.join(folder, "*/*.{ts,mts,mjs,cjs}") },
        encoding: "utf8",
      },
    );
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(
      ["bare", "cjs", "mjs", "mts", "typed"].map((name) => [name, true]),
    );
  });
});
