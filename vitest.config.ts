import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const exclude = ["**/node_modules/**", ".next/**", ".data/**", "e2e/**"];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: /^espalier$/, replacement: `${root}library/index.ts` },
      // Next resolves this itself; outside Next it only says so by throwing.
      { find: "server-only", replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    // Two cores are shared with Redis: more processes only wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.redis.test.ts", "**/*.{fault,long}.test.ts"],
          // Property tests run thousands of cases; a busy machine must not decide whether they pass.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "redis",
          include: ["**/*.redis.test.ts"],
          exclude,
          globalSetup: ["testing/redis-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: "faults", include: ["testing/faults/*.fault.test.ts"], exclude },
      },
      {
        extends: true,
        test: { name: "faults-long", include: ["testing/faults/*.long.test.ts"], exclude },
      },
    ],
  },
});
