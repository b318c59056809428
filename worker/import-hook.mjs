/**
 * The hook behind `provideImports` for `import`. Node runs it beside the process, so it is a file of its own.
 * @typedef {{ parentURL?: string, conditions: string[], importAttributes: Record<string, string> }} Context
 * @typedef {{ url: string, format?: string | null, shortCircuit?: boolean }} Resolved
 */

let library = "";
let home = "";

/** @param {{ library: string, home: string }} data addresses of the library and of a module that has its packages */
export function initialize(data) {
  library = data.library;
  home = data.home;
}

/**
 * @param {string} specifier
 * @param {Context} context
 * @param {(specifier: string, context: Context) => Promise<Resolved>} nextResolve
 * @returns {Promise<Resolved>}
 */
export async function resolve(specifier, context, nextResolve) {
  if (specifier === "espalier") return nextResolve(library, context);
  if (specifier !== "zod" && !specifier.startsWith("zod/")) return nextResolve(specifier, context);
  try {
    return await nextResolve(specifier, context);
  } catch {
    return nextResolve(specifier, { ...context, parentURL: home });
  }
}
