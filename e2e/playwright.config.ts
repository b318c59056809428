/**
 * Browser tests against the real app: `npm start` on a port of its own with data that is thrown away.
 * The browser is the system's Chromium (see scripts/lib/chromium.mjs), or Playwright's own.
 */
import { randomBytes } from "node:crypto";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "../scripts/lib/chromium.mjs";
import { freePort } from "../scripts/lib/ports.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const isCi = /^(1|true)$/i.test(process.env.CI ?? "");

// Each worker process reads this file again: what the first chose reaches the others by the environment.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_PREFIX ??= `e2e${randomBytes(4).toString("hex")}`;
const port = process.env.E2E_PORT;
const chromium = await findChromium();

export default defineConfig({
  testDir: ".",
  outputDir: path.join(root, "test-results"),
  forbidOnly: isCi,
  retries: isCi ? 1 : 0,
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      args: CHROMIUM_ARGS,
      ...(chromium ? { executablePath: chromium } : {}),
    },
  },
  webServer: {
    command: "node scripts/start.mjs --throwaway --yes",
    cwd: root,
    // Not the health check alone: it is printed when the worker has announced its tasks too.
    wait: { stdout: /Espalier is at/ },
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    stdout: "pipe",
    env: {
      PORT: port,
      HOST: "127.0.0.1",
      ESPALIER_PREFIX: process.env.E2E_PREFIX,
      NEXT_TELEMETRY_DISABLED: "1",
      // A task for each shape of parameter and one that waits for a spec, beside the built-in ones.
      WORKER_TASKS: "testing/form-tasks.ts,testing/gate-task.ts",
    },
  },
});
