/**
 * Globs over relative paths with `/`: `**` any folders, `*` and `?` within a name, `{a,b}` alternatives.
 *
 * Patterns come from workflows, so nothing here may take exponential time: no regular expressions,
 * alternatives are capped, a name is matched in time proportional to pattern times name.
 */

const MAX_PATTERN_LENGTH = 1000;
const MAX_ALTERNATIVES = 256;

/** A pattern cut into segments, one list for each alternative of its braces. */
export type Glob = readonly (readonly string[])[];

/** @throws Error when the pattern is too long, absolute, leaves its root, or has too many alternatives. */
export function parseGlob(pattern: string): Glob {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw new Error(`The pattern is longer than ${MAX_PATTERN_LENGTH} characters. Shorten it.`);
  }
  return expandBraces(pattern).map((alternative) => {
    const segments = alternative.split("/").filter((segment) => segment !== "" && segment !== ".");
    if (alternative.startsWith("/") || segments.includes("..") || alternative.includes("\0")) {
      throw new Error(
        `The pattern "${pattern}" leaves the folder. Give a path below it, for example "docs/**/*.md".`,
      );
    }
    return segments;
  });
}

export function matchesGlob(glob: Glob, path: string): boolean {
  const names = path.split("/");
  return glob.some((segments) => matchesAll(segments, names));
}

/** False when nothing below the folder can match, so that it need not be read. */
export function mayMatchBelow(glob: Glob, folder: string): boolean {
  const names = folder === "" ? [] : folder.split("/");
  return glob.some((segments) => {
    const deep = segments.indexOf("**");
    const fixed = deep === -1 ? segments : segments.slice(0, deep);
    if (deep === -1 && names.length >= segments.length) return false;
    return names.every((name, i) => fixed[i] === undefined || matchesName(fixed[i], name));
  });
}

/** Two pointers and one point of return: the last `**` seen is the only one worth stretching. */
function matchesAll(segments: readonly string[], names: readonly string[]): boolean {
  return matchesSequence(segments, names, {
    isStar: (segment) => segment === "**",
    equals: matchesName,
  });
}

function matchesName(pattern: string, name: string): boolean {
  return matchesSequence([...pattern.replaceAll(/\*+/g, "*")], [...name], {
    isStar: (character) => character === "*",
    equals: (character, other) => character === "?" || character === other,
  });
}

interface Comparison {
  isStar(part: string): boolean;
  equals(part: string, item: string): boolean;
}

function matchesSequence(
  parts: readonly string[],
  items: readonly string[],
  { isStar, equals }: Comparison,
): boolean {
  let part = 0;
  let item = 0;
  let star = -1;
  let restart = 0;
  while (item < items.length) {
    const wanted = parts[part];
    const found = items[item];
    if (wanted !== undefined && isStar(wanted)) {
      star = part;
      part += 1;
      restart = item;
    } else if (wanted !== undefined && found !== undefined && equals(wanted, found)) {
      part += 1;
      item += 1;
    } else if (star !== -1) {
      part = star + 1;
      restart += 1;
      item = restart;
    } else {
      return false;
    }
  }
  return parts.slice(part).every(isStar);
}

function expandBraces(pattern: string): string[] {
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const braces = innermostBraces(next);
    if (braces === null) done.push(next);
    else
      open.push(...braces.options.toReversed().map((each) => braces.before + each + braces.after));
    if (done.length + open.length > MAX_ALTERNATIVES) {
      throw new Error(`The pattern has more than ${MAX_ALTERNATIVES} alternatives. Use fewer.`);
    }
  }
  return [...new Set(done)];
}

function innermostBraces(
  text: string,
): { before: string; options: string[]; after: string } | null {
  const end = text.indexOf("}");
  const start = text.lastIndexOf("{", end);
  if (end === -1 || start === -1) return null;
  return {
    before: text.slice(0, start),
    options: text.slice(start + 1, end).split(","),
    after: text.slice(end + 1),
  };
}
