#!/usr/bin/env node
/** npm run bench -- <name>: runs one benchmark; without a name it lists them. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.dirname(fileURLToPath(import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3));
const [name = "", ...rest] = process.argv.slice(2);
if (!names.includes(name)) {
  console.log(`npm run bench -- <name>, where the name is one of: ${names.join(", ")}`);
  process.exit(name === "" ? 0 : 1);
}
const args = ["--import", "tsx", path.join(folder, `${name}.ts`), ...rest];
const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
process.exit(status ?? 1);
