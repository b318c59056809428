import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testRedis } from "@/testing/redis";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

const tasks = `
import { chain, connect, defineTask, group, type RunHandle } from "espalier";
import { z } from "zod";
export const add = defineTask({
  name: "outside.add",
  description: "Adds two numbers.",
  params: { x: z.number(), y: z.number() },
  result: z.number(),
  run: ({ x, y }) => x + y,
});
export const sum = defineTask({
  name: "outside.sum",
  description: "Adds numbers.",
  params: { numbers: z.array(z.number()) },
  result: z.number(),
  run: ({ numbers }) => numbers.reduce((total, each) => total + each, 0),
});
`;

const program = `
${tasks.replace(", type RunHandle", "")}
const espalier = await connect();
await espalier.work({ tasks: [add, sum] });
const handle = await espalier.apply(chain(group([add.s(1, 1), add.s(2, 2)]), sum.s()));
console.log(await handle.get());
await espalier.close();
`;

const typed = `
${tasks}
const espalier = await connect();
export const handle: RunHandle<number> = await espalier.apply(chain(add.s(1, 1), add.s(2)));
// @ts-expect-error sum takes no number
chain(add.s(1, 1), sum.s());
// @ts-expect-error add takes no text
add.s("1");
`;

let folder: string;
/** A program of somebody else, with the package and its dependencies as an installation would lay them. */
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), "espalier-program-")));
  const modules = path.join(folder, "node_modules");
  await mkdir(modules);
  await run(process.execPath, ["scripts/build-library.mjs", path.join(modules, "espalier")], {
    cwd: ROOT,
  });
  for (const name of ["bullmq", "ioredis", "zod", "@types"]) {
    await symlink(path.join(ROOT, "node_modules", name), path.join(modules, name));
  }
  const files = {
    "package.json": '{ "type": "module" }',
    "program.js": program,
    "typed.ts": typed,
    "tsconfig.json": JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, module: "nodenext", target: "es2023" },
      files: ["typed.ts"],
    }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe("the package for programs outside this folder", () => {
  it("runs in plain Node: defines tasks, connects, works and reads a result", async () => {
    await using redis = await testRedis();
    const { stdout } = await run(process.execPath, ["program.js"], {
      cwd: folder,
      env: { ...process.env, REDIS_URL: redis.url, ESPALIER_PREFIX: redis.prefix },
    });
    expect(stdout).toBe("6\n");
  });

  it("tells TypeScript the same as here", async () => {
    const tsc = path.join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const { stdout } = await run(process.execPath, [tsc, "-p", "."], { cwd: folder });
    expect(stdout).toBe("");
  });
});
