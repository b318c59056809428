/** Finds a Chromium for the browser tests and the screenshots; never downloads one by itself. */
import { existsSync } from "node:fs";
import path from "node:path";
import { findProgram } from "./processes.mjs";
import { root } from "./project.mjs";
import { Stop } from "./report.mjs";
import { installPackage, isYes } from "./system-package.mjs";

const NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** What a Chromium needs in a container, and what keeps it from talking to anybody but the app. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

/** The browser Playwright brought, when somebody installed it. */
async function playwrightsOwn() {
  if (!existsSync(path.join(root, "node_modules", "@playwright", "test"))) return null;
  const { chromium } = await import("@playwright/test");
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : null;
}

/** The path of a Chromium, or null. `CHROMIUM_PATH` wins. */
export async function findChromium() {
  const own = process.env.CHROMIUM_PATH;
  if (own) {
    if (!existsSync(own)) throw new Stop(`CHROMIUM_PATH is ${own}, which does not exist.`);
    return own;
  }
  return findProgram(NAMES) ?? (existsSync(MAC) ? MAC : null) ?? (await playwrightsOwn());
}

/** Finds a Chromium, installing the system's package when there is none. @param {{ yes?: boolean }} [options] */
export async function ensureChromium({ yes = isYes() } = {}) {
  const found = await findChromium();
  if (found) return found;
  const otherwise = "set CHROMIUM_PATH to a Chromium or Chrome, then start again.";
  await installPackage({
    what: "Chromium",
    packages: { "apt-get": "chromium", dnf: "chromium", apk: "chromium", brew: "--cask chromium" },
    yes,
    otherwise,
  });
  const installed = await findChromium();
  if (!installed) throw new Stop("Chromium was installed but is not on the PATH.", otherwise);
  return installed;
}
