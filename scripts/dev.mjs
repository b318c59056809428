#!/usr/bin/env node
/** npm run dev: the app with reload on change, for web, worker and Lua. */
import { watch } from "node:fs";
import path from "node:path";
import { checkPort, listenAddress, runApp } from "./lib/app.mjs";
import { run } from "./lib/processes.mjs";
import { checkNode, ensurePackages, loadDotEnv, root } from "./lib/project.mjs";
import { runMain, say, step, Stop } from "./lib/report.mjs";

async function buildLua() {
  return run(process.execPath, ["scripts/build-lua.mjs"], { cwd: root });
}

/** Rebuilds the Lua module on change; the watchers of web and worker see the new module. */
function watchLua() {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const rebuild = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void buildLua().then(({ text }) => say(`[lua] ${text.trim()}`));
    }, 100);
  };
  const folders = [
    path.join(root, "engine", "lua"),
    path.join(root, "engine", "lua", "includes"),
    path.join(root, "engine", "workflows", "lua"),
  ];
  const watchers = folders.map((folder) => watch(folder, rebuild));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

await runMain(async () => {
  checkNode();
  loadDotEnv();
  say("Starting Espalier for development");
  await checkPort(listenAddress());
  await ensurePackages();
  await step("lua", async () => {
    const { code, text } = await buildLua();
    if (code !== 0) throw new Stop(text.trim(), "Mend the script, then start again.");
    return text.trim();
  });
  await runApp({ mode: "dev", quiet: false, extra: watchLua });
});
