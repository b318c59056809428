/** Installs a program with the system's package manager, asking first where somebody can be asked. */
import { createInterface } from "node:readline/promises";
import { findProgram, run } from "./processes.mjs";
import { say, Stop } from "./report.mjs";

/** Whether to go ahead without asking: `--yes`, a CI, or no terminal on which anybody could be asked. */
export function isYes() {
  const isCi = /^(1|true)$/i.test(process.env.CI ?? "");
  return process.argv.includes("--yes") || isCi || !process.stdin.isTTY;
}

/** @param {string} question */
async function confirm(question) {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await reader.question(`${question} [Y/n] `);
    return /^(y|yes|)$/i.test(answer.trim());
  } finally {
    reader.close();
  }
}

/**
 * The commands that install `packages`, one line each, for the first package manager found; or null.
 * @param {{ "apt-get"?: string, dnf?: string, apk?: string, brew?: string }} packages
 * @returns {{ command: string, args: string[], env?: Record<string, string> }[] | null}
 */
function installCommands(packages) {
  // RUNLEVEL=1 keeps a package from starting a service of its own where sysv scripts are used.
  const quiet = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const plans = [
    packages["apt-get"] && [
      { command: "apt-get", args: ["update", "-qq"] },
      {
        command: "apt-get",
        args: ["install", "-y", "-qq", "--no-install-recommends", packages["apt-get"]],
        env: quiet,
      },
    ],
    packages.dnf && [{ command: "dnf", args: ["install", "-y", packages.dnf] }],
    packages.apk && [{ command: "apk", args: ["add", "--no-cache", packages.apk] }],
    packages.brew && [{ command: "brew", args: ["install", ...packages.brew.split(" ")] }],
  ];
  for (const plan of plans) {
    if (plan && plan[0] && findProgram([plan[0].command])) return plan;
  }
  return null;
}

/** @param {{ command: string, args: string[] }} line */
function asRoot({ command, args }) {
  if (command === "brew" || process.getuid?.() === 0) return [command, ...args];
  // Without a terminal sudo must not wait for a password.
  return process.stdin.isTTY ? ["sudo", command, ...args] : ["sudo", "-n", command, ...args];
}

/**
 * Installs `what` and says what it does.
 * @param {{ what: string, packages: Parameters<typeof installCommands>[0], yes: boolean, otherwise: string }} input
 *   `otherwise` is what a person can do instead.
 * @throws {Stop} with the line to type
 */
export async function installPackage({ what, packages, yes, otherwise }) {
  const plan = installCommands(packages);
  if (!plan) throw new Stop(`${what} is not installed.`, otherwise);
  const lines = plan.map((line) => asRoot(line));
  const typed = lines.map((line) => line.join(" ").replace("-n ", "")).join(" && ");
  if (!yes) {
    say(`  ${what} is not installed. This would install it: ${typed}`);
    if (!(await confirm("  Go ahead?"))) {
      throw new Stop(`${what} is needed.`, `Type: ${typed}\nor ${otherwise}`);
    }
  }
  say(`  ${what} is missing, installing it: ${typed}`);
  for (const [at, [command, ...args]] of lines.entries()) {
    const env = { ...process.env, ...plan[at]?.env };
    const { code } = await run(command ?? "", args, { env, output: "show" }).catch(() => ({
      code: 127,
    }));
    // A failing `apt-get update` is often one broken source; the install shows whether it matters.
    if (code !== 0 && at === lines.length - 1) {
      throw new Stop(`${what} could not be installed.`, `Type: ${typed}\nor ${otherwise}`);
    }
  }
}
