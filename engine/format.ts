/**
 * The format of a stored run: what its keys hold and what is meant by it. docs/upgrading.md says what counts as a
 * change of it, and what has to be done for one.
 */
import { EngineError } from "@/core/errors";
import { PLAN_FORMAT } from "@/core/plan";

/** The formats that a process can go on with; it writes the newest. */
export interface Formats {
  oldest: number;
  newest: number;
}

export const FORMATS: Formats = { oldest: 1, newest: PLAN_FORMAT };

const FIRST: Formats = { oldest: 1, newest: 1 };

/** The version of the package, as workers tell it. */
export const VERSION = "0.1.0";

/** Whether a process with these formats can go on with a run. A worker that says none is of the first version. */
export const isKnown = (format: number, { oldest, newest }: Formats = FIRST): boolean =>
  format >= oldest && format <= newest;

/** @throws EngineError FORMAT_UNKNOWN for a run that only processes of another version understand. */
export function checkFormat(runId: string, format: number, formats: Formats): void {
  if (!isKnown(format, formats)) throw formatUnknown(runId, format, formats);
}

function formatUnknown(runId: string, format: number, { oldest, newest }: Formats): EngineError {
  const known = oldest === newest ? `format ${newest}` : `formats ${oldest} to ${newest}`;
  return new EngineError(
    "FORMAT_UNKNOWN",
    `Run ${runId} has format ${format}, and this process knows ${known}: another version of Espalier has made it. Processes of that version go on with it; bring this one to the same version.`,
  );
}

/** The refusal of a script (includes/store.lua), as an error of our own; any other error as it is. */
export function toFormatError(runId: string, error: unknown, formats: Formats): unknown {
  const [, format] = (error instanceof Error && /^FORMAT (\d+)/.exec(error.message)) || [];
  return format === undefined ? error : formatUnknown(runId, Number(format), formats);
}
