import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXAMPLE_WORKFLOWS } from "@/core/examples";
import type { Workflow } from "@/core/node";
import { workflow } from "@/testing/edits/arbitrary";
import { createRandom } from "@/testing/random";
import { randomWorkflow } from "@/testing/random-workflow";
import { toTypeScript } from "./typescript";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const awkward: Workflow = {
  version: 1,
  name: 'It ends */ "here"\n and goes on\u2028',
  root: {
    kind: "task",
    task: "text.join",
    args: [["\u2029", JSON.parse('{ "a key": 1, "__proto__": 2 }') as never]],
    kwargs: { "not a name": { $signature: { kind: "task", task: "math.add", args: [1, 2] } } },
    options: {
      attempts: 3,
      backoff: { type: "exponential", delayMs: 1000 },
      eta: "2026-12-01T08:00:00Z",
    },
    note: "line\nline",
  },
};

const empty: Workflow = { version: 1, name: "", root: { kind: "group", children: [] } };

describe("a workflow as TypeScript", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "espalier-typescript-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("compiles, whatever the workflow", async () => {
    const random = Array.from({ length: 40 }, (_, seed) =>
      randomWorkflow(createRandom(seed), { maxNodes: 30, maxDepth: 6 }),
    );
    const documents = fc
      .sample(workflow, { numRuns: 30, seed: 7 })
      // The library gives no chain of nothing a type.
      .filter(({ root }) => !JSON.stringify(root).includes('"kind":"chain","children":[]'));
    const workflows = [
      ...EXAMPLE_WORKFLOWS.map((example) => example.workflow),
      ...random.map((given) => ({ ...given, version: 1 as const })),
      ...documents,
      awkward,
      empty,
    ];
    await Promise.all(
      workflows.map((given, index) =>
        writeFile(path.join(folder, `w${index}.ts`), toTypeScript(given)),
      ),
    );
    const settings = {
      extends: path.join(ROOT, "tsconfig.json"),
      compilerOptions: {
        incremental: false,
        typeRoots: [path.join(ROOT, "node_modules/@types")],
        types: ["node"],
        paths: { "@/*": [`${ROOT}*`], espalier: [path.join(ROOT, "library/index.ts")] },
      },
      include: ["*.ts"],
    };
    await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(settings));
    const run = promisify(execFile)(
      path.join(ROOT, "node_modules/.bin/tsc"),
      ["-p", folder, "--noEmit"],
      { cwd: ROOT },
    );
    await expect(
      run.then(
        ({ stdout }) => stdout,
        (error: { stdout: string }) => error.stdout,
      ),
    ).resolves.toBe("");
  }, 180_000);

  it("reads as a person would write it", () => {
    const [wordCount] = EXAMPLE_WORKFLOWS;
    expect(toTypeScript(wordCount?.workflow as Workflow))
      .toBe(`import { callOf, chain, connect, map } from "espalier";

/** Word count of a folder */
export const workflow = chain([
  callOf("files.list").named({ pattern: "docs/**/*.md" }).id("list").label("List the files"),
  map(callOf("files.wordCount").id("count").label("Count the words"))
    .name("Count each file")
    .id("count-each"),
  callOf("files.report")
    .named({ title: "Word count of docs" })
    .id("report")
    .label("Write the report"),
])
  .name("Word count of a folder")
  .id("word-count");

const espalier = await connect();
using run = await espalier.apply(workflow, { name: "Word count of a folder" });
console.log(await run.get());
`);
  });
});
