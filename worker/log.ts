/** One line for each thing worth knowing. */
import { printable } from "@/core/printable";

export function log(level: "info" | "warn" | "error", message: string, details?: unknown): void {
  const line = printable(
    `[worker] ${message}${details === undefined ? "" : ` ${describe(details)}`}`,
  );
  if (level === "error") console.error(line);
  else if (level === "warn") console.warn(line);
  else console.log(line);
}

function describe(details: unknown): string {
  if (details instanceof Error) return details.stack ?? details.message;
  return typeof details === "string" ? details : JSON.stringify(details);
}
