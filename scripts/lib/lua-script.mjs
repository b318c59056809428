/** One script of `engine/lua`: its includes put in place, its header checked. */
import { createHash } from "node:crypto";
import { checkKeyInclude, checkList, readHeader, readUses } from "./lua-header.mjs";

export const INCLUDE = /^---[ \t]*@include[ \t]+"([^"]+)"[ \t]*$/;

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
