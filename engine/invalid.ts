/** Problems as one refusal: the first of them in words, all of them for whoever shows a list. */
import { EngineError } from "@/core/errors";
import type { Problem } from "@/core/problem";

/** Of a path a hundred levels deep the ends tell enough. */
const MAX_PATH = 120;

export function invalid(
  code: "WORKFLOW_INVALID" | "ARGUMENTS_INVALID",
  problems: Problem[],
): EngineError {
  const errors = problems.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (!first) return new EngineError(code, undefined, { problems });
  const others = errors.length > 1 ? ` And ${errors.length - 1} more.` : "";
  const where = first.path === "" ? "" : ` (${shorten(first.path)})`;
  return new EngineError(code, `${first.message}${where}${others}`, { problems });
}

function shorten(path: string): string {
  if (path.length <= MAX_PATH) return path;
  const half = MAX_PATH / 2;
  return `${path.slice(0, half)}…${path.slice(-half)}`;
}
