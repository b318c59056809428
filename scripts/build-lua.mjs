#!/usr/bin/env node
/**
 * Builds engine/generated/lua-scripts.ts from engine/lua/*.lua.
 *
 *   node scripts/build-lua.mjs           writes the module when it changed
 *   node scripts/build-lua.mjs --check   writes nothing; fails when the module is not what the files say
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildFolder, LuaBuildError, renderModule } from "./lib/lua-builder.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.join(root, "engine", "lua");
const target = path.join(root, "engine", "generated", "lua-scripts.ts");
const shown = path.relative(root, target);

function readTarget() {
  try {
    return readFileSync(target, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

try {
  const scripts = buildFolder(folder);
  const text = renderModule(scripts);
  const stale = readTarget() !== text;
  if (process.argv.includes("--check")) {
    if (stale) {
      console.error(`${shown} is not what engine/lua says. Run: npm run lua`);
      process.exitCode = 1;
    } else {
      console.log(`${shown} is up to date (${scripts.length} scripts)`);
    }
  } else if (stale) {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    console.log(`${shown} written (${scripts.length} scripts)`);
  } else {
    console.log(`${shown} is up to date (${scripts.length} scripts)`);
  }
} catch (error) {
  if (!(error instanceof LuaBuildError)) throw error;
  for (const problem of error.problems) console.error(`engine/lua/${problem}`);
  process.exitCode = 1;
}
