/** Collects the problems of one validation. */
import type { Problem, ProblemCode } from "@/core/problem";
import { pathOf, type Place } from "./place";

/** How many errors, and how many warnings besides, are listed. */
export const MAX_LISTED = 1000;

const WARNINGS: ReadonlySet<ProblemCode> = new Set(["TASK_OFFLINE", "RESULT_TYPE", "GROUP_OF_ONE"]);

export interface Finding {
  code: ProblemCode;
  place: Place;
  nodeId: string | undefined;
  /** Only called when the problem is listed. */
  message: () => string;
}

export class Report {
  private readonly listed: Problem[] = [];
  private readonly found = new Set<ProblemCode>();
  private errors = 0;
  private warnings = 0;

  add(finding: Finding): void {
    this.found.add(finding.code);
    const isWarning = WARNINGS.has(finding.code);
    const count = isWarning ? ++this.warnings : ++this.errors;
    // Warnings have a list of their own length: however many there are, they never hide an error.
    if (count > MAX_LISTED) return;
    const last = count === MAX_LISTED ? " There may be more: only the first 1,000 are listed." : "";
    this.listed.push({
      path: pathOf(finding.place),
      ...(finding.nodeId === undefined ? {} : { nodeId: finding.nodeId }),
      code: finding.code,
      message: finding.message() + last,
      severity: isWarning ? "warning" : "error",
    });
  }

  /** As many errors are listed as ever are: looking further is of no use. */
  get isFull(): boolean {
    return this.errors >= MAX_LISTED;
  }

  /** True when no error but of these codes was found. */
  holdsOnly(codes: ReadonlySet<ProblemCode>): boolean {
    return [...this.found].every((code) => WARNINGS.has(code) || codes.has(code));
  }

  /** In the order found. */
  get problems(): Problem[] {
    return this.listed;
  }
}
