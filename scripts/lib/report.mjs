/** How the commands speak: one line for each thing done, how long it took, and what to do when it failed. */

/** A reason to stop that a person can act on: what happened, then what to do next. */
export class Stop extends Error {
  /**
   * @param {string} message what happened
   * @param {string} [next] what to do about it
   */
  constructor(message, next) {
    super(message);
    this.name = "Stop";
    this.next = next;
  }
}

/** @param {number} ms */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Does one thing and says so: what, then what came of it (a string, or the `detail` of what `work` gives)
 * and how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const from = performance.now();
  const label = title.padEnd(10);
  try {
    const outcome = await work();
    const detail = typeof outcome === "string" ? outcome : (outcome?.detail ?? "done");
    say(`  ${label} ${detail} (${duration(performance.now() - from)})`);
    return outcome;
  } catch (error) {
    say(`  ${label} failed after ${duration(performance.now() - from)}`);
    throw error;
  }
}

/**
 * Runs a command's main function; a `Stop` is printed plainly, anything else with its stack.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (error instanceof Stop) {
      process.stderr.write(`\n${error.message}\n${error.next ? `${error.next}\n` : ""}`);
    } else {
      process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
    }
    process.exitCode = 1;
  }
}
