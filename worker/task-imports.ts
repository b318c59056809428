/**
 * What a task module may import wherever it lies: "espalier", which is this very library, and zod, which is
 * ours when it has none of its own. A module outside this folder then needs nothing installed beside it.
 */
import Module, { createRequire, register } from "node:module";
import { fileURLToPath } from "node:url";

type Resolve = (request: string, ...rest: unknown[]) => string;

const library = new URL("../library/index.ts", import.meta.url);
const require = createRequire(import.meta.url);
let isProvided = false;

/** Holds for all modules that this process imports from now on. */
export function provideImports(): void {
  if (isProvided) return;
  isProvided = true;
  register("./import-hook.mjs", import.meta.url, {
    data: { library: library.href, home: import.meta.url },
  });
  provideForRequire(Module as unknown as { _resolveFilename: Resolve });
}

// Without "type": "module" near it a TypeScript file is CommonJS, and `require` asks none of Node's hooks.
function provideForRequire(loader: { _resolveFilename: Resolve }): void {
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function resolveProvided(request, ...rest) {
    if (request === "espalier") return fileURLToPath(library);
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      if (request === "zod" || request.startsWith("zod/")) return require.resolve(request);
      throw error;
    }
  };
}
