import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
// Below the root, so that the alias and the configuration apply; a folder the real lint run ignores.
mkdirSync(path.join(root, ".data"), { recursive: true });
const box = mkdtempSync(path.join(root, ".data", "lint-"));
afterAll(() => rmSync(box, { recursive: true, force: true }));

/** The messages for `code` as if it stood in `file`. */
function lint(file: string, code: string): string {
  const target = path.join(box, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, code);
  const config = JSON.parse(readFileSync(path.join(root, ".oxlintrc.json"), "utf8"));
  writeFileSync(
    path.join(box, ".oxlintrc.json"),
    JSON.stringify({ ...config, ignorePatterns: [] }),
  );
  const oxlint = path.join(root, "node_modules", "oxlint", "bin", "oxlint");
  const { stdout } = spawnSync(process.execPath, [oxlint, "-f", "json", file], {
    cwd: box,
    encoding: "utf8",
  });
  return stdout;
}

describe("the dependency rule", () => {
  it.each([
    ["core/a.ts", 'import { createEngine } from "@/engine";', "core is pure"],
    ["core/a.ts", 'import { createEngine } from "../engine/index";', "core is pure"],
    ["core/a.ts", 'import { readFileSync } from "node:fs";', "zod only"],
    ["core/a.ts", 'import { Redis } from "ioredis";', "zod only"],
    ["core/sub/a.ts", 'import { useState } from "react";', "zod only"],
    ["engine/a.ts", 'import { router } from "@/server/trpc";', "engine/ must not depend"],
    ["engine/a.ts", 'import { useState } from "react";', "no web"],
    ["engine/a.ts", 'import { defineTask } from "espalier";', "engine/ must not depend"],
    ["library/a.ts", 'import { add } from "@/worker/tasks";', "library/ must not depend"],
    ["library/a.ts", 'import { defineTask } from "espalier";', "library/ must not depend"],
    ["library/a.ts", 'import { Redis } from "ioredis";', "through engine/ only"],
    ["worker/a.ts", 'import { Queue } from "bullmq";', "through engine/ only"],
    ["worker/a.ts", 'import { router } from "@/server/trpc";', "worker/ must not depend"],
    ["server/a.ts", 'import { add } from "@/worker/tasks";', "server/ must not depend"],
    ["server/a.ts", 'import { connect } from "espalier";', "server/ must not depend"],
    ["server/a.ts", 'import { Redis } from "ioredis";', "Redis belongs to engine/"],
    ["components/a.tsx", 'import { createEngine } from "@/engine";', "components/ must not depend"],
    ["components/a.tsx", 'import { appRouter } from "@/server/routers/_app";', "only types"],
    ["app/page.tsx", 'import { createEngine } from "@/engine";', "go through server/"],
    ["e2e/a.spec.ts", 'import { createEngine } from "@/engine";', "only the browser"],
    ["testing/a.ts", 'import { router } from "@/server/trpc";', "testing/ must not depend"],
    ["engine/a.ts", 'import { testRedis } from "@/testing/redis";', "engine/ must not depend"],
  ])("refuses in %s: %s", (file, code, message) => {
    const name = /import \{ (\w+)/.exec(code)?.[1];
    expect(lint(file, `${code}\nexport const used = ${name};\n`)).toContain(message);
  });

  it.each([
    ["core/a.ts", 'import { z } from "zod";'],
    ["core/a.ts", 'import { isSettled } from "@/core/states";'],
    ["core/sub/a.ts", 'import { isSettled } from "../states";'],
    ["engine/a.ts", 'import { Redis } from "ioredis";'],
    ["library/a.ts", 'import { createEngine } from "@/engine";'],
    ["worker/a.ts", 'import { createEngine } from "@/engine";'],
    ["worker/a.ts", 'import { defineTask } from "espalier";'],
    ["components/a.tsx", 'import { useState } from "react";'],
    ["app/page.tsx", 'import { RunPage } from "@/components/run/RunPage";'],
    ["core/a.test.ts", 'import { randomTree } from "@/testing/random";'],
  ])("allows in %s: %s", (file, code) => {
    const name = /import \{ (\w+)/.exec(code)?.[1];
    expect(lint(file, `${code}\nexport const used = ${name};\n`)).not.toContain("restricted");
  });

  it("allows types from server in components", () => {
    const code =
      'import type { AppRouter } from "@/server/routers/_app";\nexport type Used = AppRouter;\n';
    expect(lint("components/a.tsx", code)).not.toContain("restricted");
  });
});

describe("the purity of core", () => {
  it.each(["Math.random()", "Date.now()", "process.env", "fetch('/')", "setTimeout(() => {}, 1)"])(
    "refuses %s",
    (code) => {
      expect(lint("core/a.ts", `export const used = ${code};\n`)).toContain("core/ is pure");
    },
  );

  it("reads the clock nowhere: Date.parse of a given text is the only Date", () => {
    const folder = path.join(root, "core");
    const clocks = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .filter((file) =>
        /\bnew Date\(\s*\)|\bDate\(\s*\)/.test(readFileSync(path.join(folder, file), "utf8")),
      );
    expect(clocks).toEqual([]);
  });
});

describe("the habits", () => {
  it.each([
    ["engine/a.ts", "export const a: any = 1;\n", "no-explicit-any"],
    ["engine/a.ts", "export const a = (b: string | null) => b!.length;\n", "no-non-null-assertion"],
    ["engine/a.ts", 'console.log("a");\n', "no-console"],
    ["engine/a.ts", "export const f = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d];\n", "max-params"],
    ["engine/a.ts", "export default 1;\n", "no-default-export"],
    [
      "engine/a.test.ts",
      'import { it, expect } from "vitest";\nit("should add", () => { expect(1).toBe(1); });\n',
      "valid-title",
    ],
  ])("refuses in %s: %s", (file, code, rule) => {
    expect(lint(file, code)).toContain(rule);
  });
});
