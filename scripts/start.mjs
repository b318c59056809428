#!/usr/bin/env node
/**
 * npm start: installs what is missing, provides Redis, builds when the build is stale, runs the web
 * server and a worker, and prints one address.
 *
 *   --yes      installs system packages without asking
 *   --verbose  shows what web and worker print
 */
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
  await runApp({ mode: "start", quiet: !process.argv.includes("--verbose") });
});
