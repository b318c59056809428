/** Reading below one folder, and never outside it: no links, nothing hidden, nothing generated. */
import { constants } from "node:fs";
import { open, readdir, realpath, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { matchesGlob, mayMatchBelow, parseGlob } from "./glob";

const MAX_FILES = 100_000;

/** True for a name that is never listed nor opened: dotfiles (`.git`, `.data`) and `node_modules`. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/**
 * The files below `root` that match, relative, with `/`, sorted. Links are not followed.
 *
 * @throws Error when the pattern cannot be used, or more than 100,000 files match.
 */
export async function listFiles(
  root: string,
  pattern: string,
  signal: AbortSignal,
): Promise<string[]> {
  const glob = parseGlob(pattern);
  const found: string[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal.throwIfAborted();
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      if (isHidden(entry.name)) continue;
      const relative = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && mayMatchBelow(glob, relative)) folders.push(relative);
      if (entry.isFile() && matchesGlob(glob, relative)) found.push(relative);
    }
    if (found.length > MAX_FILES) {
      throw new Error(`More than ${MAX_FILES} files match "${pattern}". Use a narrower pattern.`);
    }
  }
  // By code unit: the same order on every machine, whatever its locale.
  return found.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
}

/** Opens a file below `root` for reading. @throws Error when the path is not that of such a file. */
export async function openFile(root: string, file: string): Promise<FileHandle> {
  const names = file.split(/[/\\]/).filter((name) => name !== "" && name !== ".");
  if (path.isAbsolute(file) || file.includes("\0") || names.length === 0 || names.some(isHidden)) {
    throw refusal(file);
  }
  const base = await realpath(root);
  const target = path.join(base, ...names);
  const real = await realpath(target).catch((cause: unknown) => {
    throw new Error(`There is no file "${file}". Give a path as files.list lists it.`, { cause });
  });
  // A link anywhere on the way makes the real path another one.
  if (real !== target) throw refusal(file);
  const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW);
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new Error(`"${file}" is not a file. Give a path as files.list lists it.`);
}

function refusal(file: string): Error {
  return new Error(
    `"${file}" cannot be read: only visible files below the files folder (FILES_ROOT) can, and no links.`,
  );
}
