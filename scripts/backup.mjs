#!/usr/bin/env node
/**
 * npm run backup -- FILE: all workflows and runs as they are at this moment, in one file.
 *
 * It works while Espalier runs and while it does not. docs/operating.md says more.
 */
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { dumpLines } from "../engine/backup/index.ts";
import { connectRedis } from "../engine/redis.ts";
import { checkNode, dataDir, ensurePackages, loadDotEnv } from "./lib/project.mjs";
import { provideRedis } from "./lib/redis.mjs";
import { runMain, say, step, Stop } from "./lib/report.mjs";
import { refuseMany, withSnapshot } from "./lib/snapshot.mjs";
import { isYes } from "./lib/system-package.mjs";

/** @param {string} url @param {string} file */
async function write(url, file) {
  const redis = connectRedis(url);
  const prefix = process.env.ESPALIER_PREFIX || "espalier";
  let last = "";
  async function* lines() {
    for await (const line of dumpLines(redis, { prefix, at: Date.now() })) {
      last = line;
      yield `${line}\n`;
    }
  }
  try {
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file));
  } finally {
    redis.disconnect();
  }
  const { keys } = /** @type {{ keys: number }} */ (JSON.parse(last));
  return `${keys} keys, ${Math.ceil(statSync(file).size / 1024)} KiB`;
}

await runMain(async () => {
  checkNode();
  loadDotEnv();
  const file = process.argv.slice(2).find((each) => !each.startsWith("--"));
  if (!file) throw new Stop("No file is named.", "npm run backup -- FILE");
  if (existsSync(file)) throw new Stop(`${file} is there already.`, "Name another file.");
  refuseMany();
  await ensurePackages();
  say(`Backing up to ${file}`);
  const redis = await step("redis", () => provideRedis({ dataDir: dataDir() }));
  // Nobody should take half of it for a backup.
  const part = `${file}.part`;
  try {
    await withSnapshot({ url: redis.url, yes: isYes() }, async (url) => {
      await step("backup", () => write(url, part));
    });
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
    await redis.stop();
  }
});
