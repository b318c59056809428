/**
 * Turns the files of `engine/lua` into one TypeScript module, and holds them to the header contract:
 * what the header lists as KEYS and ARGV is exactly what the body names, once each. A wrong index in
 * a script is silent in Redis (it reads nil), so it is refused here, with file and line.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const INCLUDE = /^---[ \t]*@include[ \t]+"([^"]+)"[ \t]*$/;
const SHEBANG = /^#!lua\b[^\n]*/;

/** One reason why a script cannot be built, as `file:line: message`. */
export class LuaBuildError extends Error {
  /** @param {string[]} problems */
  constructor(problems) {
    super(problems.join("\n"));
    this.name = "LuaBuildError";
    this.problems = problems;
  }
}

/**
 * The same text with comments and strings blanked, so that what is left of KEYS and ARGV is code.
 * Line breaks stay, so positions still give line numbers.
 * @param {string} lua
 */
export function blankCommentsAndStrings(lua) {
  const blank = (/** @type {string} */ text) => text.replace(/[^\n]/g, " ");
  return lua
    .replace(SHEBANG, blank)
    .replace(
      /--\[(=*)\[[\s\S]*?\]\1\]|--[^\n]*|\[(=*)\[[\s\S]*?\]\2\]|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g,
      blank,
    );
}

/**
 * What the header block comment declares, or null when the file does not begin with one.
 * @param {string} lua
 */
export function readHeader(lua) {
  const header = /^(?:#!lua\b[^\n]*\n)?\s*--\[(=*)\[([\s\S]*?)\]\1\]/.exec(lua);
  if (!header) return null;
  /** @type {{ list: "KEYS" | "ARGV", index: number, rest: boolean, line: number }[]} */
  const entries = [];
  /** @type {{ include: string, line: number } | null} */
  let keysFrom = null;
  header[0].split("\n").forEach((text, at) => {
    const entry = /^\s*(?:--\[=*\[)?\s*(KEYS|ARGV)\[(\d+)(\.\.)?\]/.exec(text);
    if (entry) {
      const list = entry[1] === "KEYS" ? "KEYS" : "ARGV";
      entries.push({ list, index: Number(entry[2]), rest: Boolean(entry[3]), line: at + 1 });
    }
    const all = /^\s*(?:--\[=*\[)?\s*KEYS all (\w+)(?:\s|$)/.exec(text);
    if (all?.[1]) keysFrom = { include: `includes/${all[1]}`, line: at + 1 };
  });
  return { entries, keysFrom: /** @type {{ include: string, line: number } | null} */ (keysFrom) };
}

/**
 * Every mention of KEYS or ARGV in code: `index` is null where it is not a plain number (`#ARGV`, `ARGV[i]`).
 * @param {string} lua
 */
export function readUses(lua) {
  const code = blankCommentsAndStrings(lua);
  return [...code.matchAll(/\b(KEYS|ARGV)\b(?:\s*\[\s*(\d+)\s*\])?/g)].map((match) => ({
    list: match[1],
    index: match[2] === undefined ? null : Number(match[2]),
    line: code.slice(0, match.index).split("\n").length,
  }));
}

/**
 * Compares one list (KEYS or ARGV) of a header with the body below it.
 * `first` is where its numbers begin: after the keys which an include names.
 * @param {{ file: string, list: "KEYS" | "ARGV", lua: string, first: number }} input
 * @returns {{ count: number, problems: string[] }}
 */
function checkList({ file, list, lua, first }) {
  const declared = readHeader(lua)?.entries.filter((entry) => entry.list === list) ?? [];
  const uses = readUses(lua).filter((use) => use.list === list);
  /** @type {string[]} */
  const problems = [];
  const report = (/** @type {number} */ line, /** @type {string} */ message) =>
    problems.push(`${file}:${line}: ${message}`);

  const rest = declared.find((entry) => entry.rest);
  declared.forEach((entry, at) => {
    if (entry.index !== first + at) {
      report(
        entry.line,
        `the header lists ${list}[${entry.index}] where ${list}[${first + at}] is due`,
      );
    }
  });
  if (rest && list === "KEYS") report(rest.line, "KEYS[n..] has no fixed count; list each key");
  if (rest && rest !== declared.at(-1)) report(rest.line, `${list}[${rest.index}..] must be last`);

  for (const entry of declared) {
    const same = uses.filter((use) => use.index === entry.index);
    if (entry.rest) continue;
    if (same.length === 0) {
      report(entry.line, `${list}[${entry.index}] is in the header but never named in the body`);
    }
    for (const again of same.slice(1)) {
      report(again.line, `${list}[${entry.index}] is used again; use the name given to it`);
    }
  }
  if (rest && !uses.some((use) => use.index === null || use.index >= rest.index)) {
    report(rest.line, `${list}[${rest.index}..] is in the header but never read in the body`);
  }
  for (const use of uses) {
    if (use.index === null) {
      if (!rest)
        report(use.line, `${list} is read as a list, but no ${list}[n..] is in the header`);
    } else if (
      !declared.some((entry) => entry.index === use.index) &&
      !(rest && use.index > rest.index)
    ) {
      report(use.line, `${list}[${use.index}] is not in the header`);
    }
  }
  return { count: declared.length, problems };
}

/**
 * How many keys an include names for the scripts that say `KEYS all <include>`.
 * @param {string} lua
 * @param {string} file
 */
function checkKeyInclude(lua, file) {
  const uses = readUses(lua).filter((use) => use.list === "KEYS");
  const numbers = uses.flatMap(({ index }) => index ?? []).sort((a, b) => a - b);
  const contiguous = numbers.every((number, at) => number === at + 1);
  const line = uses[0]?.line ?? 1;
  const problems =
    contiguous && numbers.length > 0
      ? []
      : [`${file}:${line}: must name KEYS[1] to KEYS[n] once each; it names ${numbers.join(", ")}`];
  return { count: numbers.length, problems };
}

/**
 * Builds one script: includes put in place (each once), header checked.
 * @param {{ name: string, read: (file: string) => string | null }} input `read` takes a path below the Lua folder.
 * @returns {{ name: string, hash: string, numberOfKeys: number, lua: string,
 *   includes: { of: string, text: string }[], body: string }} `lua` is whole, `includes` and `body` are its parts
 * @throws {LuaBuildError} naming every problem found
 */
export function buildScript({ name, read }) {
  const file = `${name}.lua`;
  const own = read(file);
  if (own === null) throw new LuaBuildError([`${file}:1: cannot be read`]);
  /** @type {string[]} */
  const problems = [];
  /** @type {Map<string, string>} in the order in which they stand in the script, without their own includes */
  const included = new Map();

  /** @type {(text: string, from: string, trail: string[]) => string} */
  const resolve = (text, from, trail) =>
    text
      .split("\n")
      .flatMap((row, at) => {
        const target = INCLUDE.exec(row)?.[1]?.replace(/\.lua$/, "");
        if (target === undefined) {
          if (/^\s*--+\s*@include\b/.test(row)) {
            problems.push(`${from}:${at + 1}: write --- @include "includes/name" on its own line`);
          }
          return [row];
        }
        const targetFile = `${target}.lua`;
        if (trail.includes(targetFile)) {
          const circle = [...trail.slice(trail.indexOf(targetFile)), targetFile].join(" -> ");
          problems.push(`${from}:${at + 1}: includes go round in a circle: ${circle}`);
          return [];
        }
        if (included.has(target)) return [];
        const content = read(targetFile);
        if (content === null) {
          problems.push(`${from}:${at + 1}: there is no ${targetFile}`);
          return [];
        }
        const text = resolve(content.trimEnd(), targetFile, [...trail, targetFile]);
        included.set(target, content);
        return [text];
      })
      .join("\n");

  const header = readHeader(own);
  // What KEYS all promises is kept first of all.
  const body = header?.keysFrom ? withEntry(own) : own;
  const lua = resolve(body, file, [file]);
  let numberOfKeys = 0;
  if (!header) {
    problems.push(`${file}:1: must begin with a --[[ header ]] that lists KEYS and ARGV`);
  } else {
    const keysFrom = header.keysFrom;
    if (keysFrom) {
      const content = included.get(keysFrom.include);
      if (content === undefined) {
        problems.push(
          `${file}:${keysFrom.line}: says KEYS all, but ${keysFrom.include} is not included`,
        );
      } else {
        const keys = checkKeyInclude(content, `${keysFrom.include}.lua`);
        numberOfKeys = keys.count;
        problems.push(...keys.problems);
      }
    }
    const keys = checkList({ file, list: "KEYS", lua: own, first: numberOfKeys + 1 });
    const argv = checkList({ file, list: "ARGV", lua: own, first: 1 });
    numberOfKeys += keys.count;
    problems.push(...keys.problems, ...argv.problems);
    for (const [include, content] of included) {
      for (const use of readUses(content)) {
        if (include === keysFrom?.include && use.list === "KEYS") continue;
        problems.push(
          `${include}.lua:${use.line}: an include takes arguments; ${use.list} belongs to the script (${file})`,
        );
      }
    }
  }
  if (problems.length > 0) throw new LuaBuildError(problems);
  const hash = createHash("sha256").update(lua).digest("hex").slice(0, 10);
  return {
    name,
    hash,
    numberOfKeys,
    lua,
    includes: [...included].map(([of, text]) => ({ of, text })),
    body,
  };
}

/**
 * The keys are named, and what a call notes for itself is made anew, before its first line.
 * @param {string} own
 */
function withEntry(own) {
  const rows = own.split("\n");
  const last = rows.findLastIndex((row) => INCLUDE.test(row));
  return rows.toSpliced(last + 1, 0, "enter(KEYS)").join("\n");
}

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
