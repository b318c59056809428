#!/usr/bin/env node
/**
 * npm run restore -- FILE: what npm run backup has written goes back into an empty Redis. Runs that were under way
 * go on when Espalier is started.
 *
 *   --replace  deletes the runs and workflows that are there
 */
import { createReadStream, existsSync, openSync, readSync, closeSync } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { BackupError, restoreLines, verify } from "../engine/backup/index.ts";
import { connectRedis } from "../engine/redis.ts";
import { checkNode, dataDir, ensurePackages, loadDotEnv } from "./lib/project.mjs";
import { provideRedis } from "./lib/redis.mjs";
import { refuseMany } from "./lib/snapshot.mjs";
import { runMain, say, step, Stop } from "./lib/report.mjs";

/** The first bytes of what gzip writes. A backup that somebody has unpacked is read as well. @param {string} file */
function isPacked(file) {
  const start = Buffer.alloc(2);
  const opened = openSync(file, "r");
  readSync(opened, start, 0, 2, 0);
  closeSync(opened);
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** @param {string} file */
async function* linesOf(file) {
  // Opened when the first line is wanted: lines that nobody waits for are lost.
  const raw = createReadStream(file);
  const input = isPacked(file) ? raw.pipe(createGunzip()) : raw;
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  /** @type {Promise<never>} */
  const broken = new Promise((_, reject) => input.once("error", reject));
  broken.catch(() => {});
  for (;;) {
    const next = await Promise.race([lines.next(), broken]);
    if (next.done) return;
    yield next.value;
  }
}

await runMain(async () => {
  checkNode();
  loadDotEnv();
  const file = process.argv.slice(2).find((each) => !each.startsWith("--"));
  if (!file) throw new Stop("No file is named.", "npm run restore -- FILE");
  if (!existsSync(file)) throw new Stop(`${file} is not there.`, "Name a file of npm run backup.");
  refuseMany();
  await ensurePackages();
  say(`Restoring ${file}`);
  const header = await verify(linesOf(file)).catch(stopAt(file));
  say(`  written at ${header.createdAt} by Espalier ${header.version}, ${header.keys} keys`);
  const provided = await step("redis", () => provideRedis({ dataDir: dataDir() }));
  const redis = connectRedis(provided.url);
  const options = {
    header,
    prefix: process.env.ESPALIER_PREFIX || "espalier",
    replace: process.argv.includes("--replace"),
  };
  try {
    await step("restore", async () => {
      const { runs } = await restoreLines(redis, linesOf(file), options).catch(stopAt(file));
      return `${runs} runs; those under way go on when Espalier is started`;
    });
  } finally {
    redis.disconnect();
    await provided.stop();
  }
});

/** @param {string} file @returns {(error: unknown) => never} */
function stopAt(file) {
  return (error) => {
    if (error instanceof BackupError) throw new Stop(error.message);
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) {
      throw new Stop(`${file} is damaged (${error.message}).`, "Take a fresh backup.");
    }
    throw error;
  };
}
