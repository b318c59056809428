/** Turns the files of `engine/lua` into one TypeScript module: as scripts, and as one library of Redis functions. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { SHEBANG } from "./lua-header.mjs";
import { buildScript, INCLUDE, LuaBuildError } from "./lua-script.mjs";

const withoutIncludes = (/** @type {string} */ text) =>
  text
    .split("\n")
    .filter((row) => !INCLUDE.test(row))
    .join("\n")
    .trimEnd();

/**
 * All scripts as one library of Redis functions: the includes once, then a function for each script.
 * Every build is a library of its own, so that several versions work beside each other.
 * @param {ReturnType<typeof buildScript>[]} scripts
 * @returns {{ name: string, lua: string }}
 */
export function buildLibrary(scripts) {
  const hash = createHash("sha256")
    .update(scripts.map(({ lua }) => lua).join("\n"))
    .digest("hex");
  const name = `espalier_${hash.slice(0, 12)}`;
  const includes = new Map(
    scripts.flatMap((script) => script.includes.map(({ of, text }) => [of, withoutIncludes(text)])),
  );
  const functions = scripts.map(({ name: of, body }) => {
    const flags = /^#!lua flags=(\S+)/.exec(body)?.[1]?.split(",") ?? [];
    const text = withoutIncludes(body.replace(SHEBANG, "")).trim();
    return (
      `redis.register_function{ function_name = "${name}_${of}", ` +
      `flags = { ${flags.map((flag) => `"${flag}"`).join(", ")} }, callback = function(KEYS, ARGV)\n${text}\nend }`
    );
  });
  const lua = [`#!lua name=${name}`, ...includes.values(), ...functions].join("\n");
  return { name, lua };
}

/**
 * Builds every script of a folder, in the order of their names.
 * @param {string} folder
 * @throws {LuaBuildError} naming every problem of every script once
 */
export function buildFolder(folder) {
  const read = (/** @type {string} */ file) => {
    try {
      return readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  };
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".lua"))
    .map((file) => file.slice(0, -".lua".length))
    .sort();
  /** @type {Set<string>} */
  const problems = new Set();
  const scripts = names.flatMap((name) => {
    try {
      return [buildScript({ name, read })];
    } catch (error) {
      if (!(error instanceof LuaBuildError)) throw error;
      for (const problem of error.problems) problems.add(problem);
      return [];
    }
  });
  if (problems.size > 0) throw new LuaBuildError([...problems]);
  return scripts;
}

/**
 * The text of the generated module.
 * @param {ReturnType<typeof buildScript>[]} scripts
 * @param {{ from: string, name: string, type: string, library?: string }} module the folder that they come from, what it exports
 */
export function renderModule(scripts, { from, name: exported, type, library }) {
  const built = library && buildLibrary(scripts);
  const libraryText = built
    ? "/** The same as Redis functions, each by the name of the library, `_` and its own. */\n" +
      `export const ${library} = {\n  name: ${JSON.stringify(built.name)},\n  lua: ${JSON.stringify(built.lua)},\n} as const;\n\n`
    : "";
  const entries = scripts.map(
    ({ name, hash, numberOfKeys, lua }) =>
      `  ${name}: {\n    name: ${JSON.stringify(name)},\n    hash: ${JSON.stringify(hash)},\n` +
      `    numberOfKeys: ${numberOfKeys},\n    lua: ${JSON.stringify(lua)},\n  },\n`,
  );
  return (
    `// DO NOT EDIT. Built from ${from} by \`npm run lua\` (scripts/build-lua.mjs).\n\n` +
    `export const ${exported} = {\n${entries.join("")}} as const;\n\n` +
    libraryText +
    `export type ${type} = keyof typeof ${exported};\n`
  );
}
