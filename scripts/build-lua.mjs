#!/usr/bin/env node
/**
 * Builds engine/generated/lua-scripts.ts from engine/lua/*.lua, and workflow-scripts.ts beside it from
 * engine/workflows/lua/*.lua.
 *
 *   node scripts/build-lua.mjs           writes the modules that changed
 *   node scripts/build-lua.mjs --check   writes nothing; fails when a module is not what the files say
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildFolder, renderModule } from "./lib/lua-builder.mjs";
import { LuaBuildError } from "./lib/lua-script.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const MODULES = [
  {
    from: "engine/lua",
    name: "LUA_SCRIPTS",
    type: "LuaScriptName",
    library: "LUA_LIBRARY",
    target: "engine/generated/lua-scripts.ts",
  },
  {
    from: "engine/workflows/lua",
    name: "WORKFLOW_SCRIPTS",
    type: "WorkflowScriptName",
    target: "engine/generated/workflow-scripts.ts",
  },
];

/** @param {string} target */
function readTarget(target) {
  try {
    return readFileSync(target, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

for (const { target: shown, ...module } of MODULES) {
  const { from } = module;
  const target = path.join(root, shown);
  try {
    const scripts = buildFolder(path.join(root, from));
    const text = renderModule(scripts, module);
    const stale = readTarget(target) !== text;
    if (process.argv.includes("--check")) {
      if (stale) {
        console.error(`${shown} is not what ${from} says. Run: npm run lua`);
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
    for (const problem of error.problems) console.error(`${from}/${problem}`);
    process.exitCode = 1;
  }
}
