/** One line for each thing worth knowing, on standard error: standard output belongs to Next. */
import { printable } from "@/core/printable";

export function log(level: "info" | "warn" | "error", message: string, details?: unknown): void {
  const more = details === undefined ? "" : ` ${describe(details)}`;
  process.stderr.write(`${printable(`[espalier] ${level}: ${message}${more}`)}\n`);
}

function describe(details: unknown): string {
  if (details instanceof Error) return details.stack ?? details.message;
  return typeof details === "string" ? details : JSON.stringify(details);
}
