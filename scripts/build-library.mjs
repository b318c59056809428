/**
 * Builds the package "espalier" for programs outside this folder: plain JavaScript with declarations, and
 * only the dependencies that it needs.
 *
 *   node scripts/build-library.mjs [folder]     (dist/espalier unless given)
 *
 * Then `npm install <this folder>/dist/espalier` in the program's folder, or `npm pack` it.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(root, "dist", "espalier"));
const own = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const SPECIFIER = /(?<=\b(?:from|import)\s*\(?\s*["'])[^"']+(?=["'])/g;

const isElsewhere = process.argv[2] !== undefined;
if (isElsewhere && existsSync(out) && readdirSync(out).length > 0) {
  console.error(`${out} is not empty. Name a folder that is, or that is not there yet.`);
  process.exit(1);
}
rmSync(out, { recursive: true, force: true });
const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
execFileSync(process.execPath, [tsc, "-p", "library/tsconfig.build.json", "--outDir", out], {
  cwd: root,
  stdio: "inherit",
});

/** @type {Record<string, string>} */
const dependencies = {};
for (const file of readdirSync(out, { recursive: true, encoding: "utf8" })) {
  if (!/\.(js|d\.ts)$/.test(file)) continue;
  const place = path.join(out, file);
  const text = readFileSync(place, "utf8");
  const folder = path.dirname(place);
  writeFileSync(
    place,
    text.replaceAll(SPECIFIER, (specifier) => resolved(specifier, folder)),
  );
}
writeFileSync(path.join(out, "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);

/**
 * What Node understands: the alias and names without an ending become paths with one. Notes packages.
 * @param {string} specifier
 * @param {string} folder
 */
function resolved(specifier, folder) {
  if (!/^(@|\.{1,2})\//.test(specifier)) {
    const name = specifier.split("/")[0] ?? "";
    if (own.dependencies[name]) dependencies[name] = own.dependencies[name];
    return specifier;
  }
  const target = path.resolve(
    specifier.startsWith("@/") ? out : folder,
    specifier.replace(/^@\//, ""),
  );
  const ending = [".js", "/index.js"].find((each) => existsSync(target + each));
  // Types alone leave no JavaScript behind.
  const typed = [".d.ts", "/index.d.ts"].find((each) => existsSync(target + each));
  if (!ending && !typed) return specifier;
  const relative = path.relative(folder, target + (ending ?? typed?.replace(".d.ts", ".js")));
  return relative.startsWith(".") ? relative : `./${relative}`;
}

function manifest() {
  const { name, version, description, license, type, engines } = own;
  return {
    name,
    version,
    description,
    license,
    type,
    engines,
    exports: { types: "./library/index.d.ts", default: "./library/index.js" },
    dependencies,
  };
}
