#!/usr/bin/env node
/**
 * npm start: installs what is missing, provides Redis, builds when the build is stale, runs the web
 * server and a worker, and prints one address.
 *
 *   --yes        installs system packages without asking
 *   --verbose    shows what web and worker print
 *   --throwaway  keeps its data in a temporary folder and removes it at the end (browser tests, screenshots)
 */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runApp, checkPort, listenAddress } from "./lib/app.mjs";
import { checkNode, ensureBuild, ensurePackages, loadDotEnv } from "./lib/project.mjs";
import { runMain, say } from "./lib/report.mjs";

await runMain(async () => {
  checkNode();
  loadDotEnv();
  say("Starting Espalier");
  // Before the slow steps: a taken port should be said at once.
  await checkPort(listenAddress());
  await ensurePackages();
  await ensureBuild();
  const folder = process.argv.includes("--throwaway")
    ? mkdtempSync(path.join(os.tmpdir(), "espalier-data-"))
    : null;
  if (folder) process.env.ESPALIER_DATA_DIR = folder;
  try {
    await runApp({ mode: "start", quiet: !process.argv.includes("--verbose") });
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
});
