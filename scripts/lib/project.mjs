/** What every command needs first: the right Node, the variables, the packages, a fresh build. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hasCode, readJson, withLock } from "./lock.mjs";
import { run, tail } from "./processes.mjs";
import { say, step, Stop } from "./report.mjs";

export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** Two commands that install or build at once would destroy each other's work. */
const setupLock = path.join(root, ".data", "setup.lock");

function waiting() {
  say("  waiting    for another Espalier command that installs or builds");
}

/** @throws {Stop} when this Node is too old */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  throw new Stop(
    `Espalier needs Node 20.9 or newer; this is ${process.versions.node}.`,
    "Install a newer one from https://nodejs.org (or: nvm install 22), then start again.",
  );
}

/** Reads `.env` of the project into the environment; what is set already wins. */
export function loadDotEnv() {
  let text = "";
  try {
    text = readFileSync(path.join(root, ".env"), "utf8");
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
  for (const [, name, value] of text.matchAll(
    /^[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*(.*?)[ \t\r]*$/gm,
  )) {
    if (name) process.env[name] ??= (value ?? "").replace(/^(["'])(.*)\1$/, "$2");
  }
}

/** Where this machine's data lies, absolute: the processes share it whatever folder they start in. */
export function dataDir() {
  return path.resolve(root, process.env.ESPALIER_DATA_DIR || ".data");
}

/** Whether `node_modules` holds what the lock file says. Times say nothing after a fresh clone or a switch of branch. */
function packagesMissing() {
  const wanted = readJson(path.join(root, "package-lock.json"));
  const present = readJson(path.join(root, "node_modules", ".package-lock.json"));
  if (!present) return "node_modules is missing";
  for (const [name, entry] of Object.entries(wanted?.packages ?? {})) {
    if (name === "" || entry.optional || entry.devOptional || entry.peer) continue;
    const found = present.packages?.[name]?.version;
    if (found !== entry.version)
      return `${name.replace(/^.*node_modules\//, "")} ${entry.version} is missing`;
  }
  return null;
}

/** Installs the packages of the lock file when they are not all there. */
export async function ensurePackages() {
  await step("packages", () =>
    withLock(
      setupLock,
      async () => {
        const why = packagesMissing();
        if (!why) return "up to date";
        say(`  packages   ${why}, running npm ci`);
        const npm = process.env.npm_execpath;
        const [command, ...args] = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"];
        const options = ["ci", "--include=dev", "--no-audit", "--no-fund"];
        const { code, text } = await run(command ?? "npm", [...args, ...options], { cwd: root });
        if (code !== 0) {
          throw new Stop(`npm ci failed:\n${tail(text)}`, "Mend that, or run npm ci by hand.");
        }
        return "installed";
      },
      waiting,
    ),
  );
}

const BUILT_FROM = ["app", "components", "core", "engine", "server", "public"];

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return /\.test\.tsx?$|\.md$/.test(entry.name) ? [] : [file];
  });
}

/** Everything the web build is made of, as one hash. */
function sourcesHash() {
  const settings = readdirSync(root)
    .filter((name) =>
      /^(next|postcss|tailwind)\.config\.|^(proxy|instrumentation|tsconfig)[.-]/.test(name),
    )
    .filter((name) => !name.endsWith(".tsbuildinfo"))
    .map((name) => path.join(root, name));
  const files = [
    path.join(root, "package-lock.json"),
    ...settings,
    ...BUILT_FROM.flatMap((folder) => filesBelow(path.join(root, folder))),
  ].sort();
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(path.relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

export function distDir() {
  return path.resolve(root, process.env.NEXT_DIST_DIR || ".next");
}

/** Builds the Lua module and the web pages when their sources changed since the last build. */
export async function ensureBuild() {
  await step("build", () =>
    withLock(
      setupLock,
      async () => {
        const record = path.join(distDir(), "espalier-build");
        const built = existsSync(record) ? readFileSync(record, "utf8") : "";
        if (built !== "" && built === sourcesHash()) return "up to date";
        say("  build      the sources changed since the last build, running next build");
        const lua = await run(process.execPath, ["scripts/build-lua.mjs"], { cwd: root });
        if (lua.code !== 0) throw new Stop(`The Lua scripts cannot be built:\n${tail(lua.text)}`);
        const hash = sourcesHash();
        const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
        const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
        const { code, text } = await run(process.execPath, [next, "build"], { cwd: root, env });
        if (code !== 0) throw new Stop(`The build failed:\n${tail(text, 60)}`);
        mkdirSync(distDir(), { recursive: true });
        writeFileSync(record, hash);
        return "done";
      },
      waiting,
    ),
  );
}
