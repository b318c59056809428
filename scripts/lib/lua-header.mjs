/**
 * Holds the files of `engine/lua` to the header contract: what the header lists as KEYS and ARGV is exactly what
 * the body names, once each. A wrong index in a script is silent in Redis (it reads nil), so it is refused here,
 * with file and line.
 */
export const SHEBANG = /^#!lua\b[^\n]*/;

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
export function checkList({ file, list, lua, first }) {
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
export function checkKeyInclude(lua, file) {
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
