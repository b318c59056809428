/** Whatever was thrown, as the error of a step. */
import type { StepError } from "@/core/states";

const MAX_NAME = 100;
const MAX_MESSAGE = 2000;
const MAX_STACK = 8000;
const MAX_CAUSES = 10;
const BRIEF_MESSAGE = 300;

/** Never ends in half of a character, which would be no text. */
function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const end = last >= 0xd800 && last < 0xdc00 ? max - 1 : max;
  return `${text.slice(0, end)}… (${text.length} characters)`;
}

function describe(thrown: unknown): { name: string; message: string; stack?: string } {
  if (thrown instanceof Error) {
    const { name, message, stack } = thrown;
    return {
      name: clip(String(name), MAX_NAME),
      message: clip(String(message), MAX_MESSAGE),
      ...(stack === undefined ? {} : { stack: clip(String(stack), MAX_STACK) }),
    };
  }
  const text = typeof thrown === "string" ? thrown : safeText(thrown);
  return {
    name: typeof thrown,
    message: `The task threw ${clip(text, MAX_MESSAGE)}, which is no Error`,
  };
}

function safeText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Cyclic, or a throwing toJSON: its type says enough.
    return Object.prototype.toString.call(value);
  }
}

function causesOf(thrown: unknown): string[] {
  const causes: string[] = [];
  let cause = thrown instanceof Error ? thrown.cause : undefined;
  while (cause !== undefined && causes.length < MAX_CAUSES) {
    const { name, message } = describe(cause);
    causes.push(`${name}: ${message}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}

/** An error of a step with its stack; never throws, whatever was thrown. */
export function toStepError(code: StepError["code"], thrown: unknown): StepError {
  try {
    const causes = causesOf(thrown);
    return { code, ...describe(thrown), ...(causes.length > 0 ? { causes } : {}) };
  } catch {
    // A revoked proxy, a getter that throws: with no outcome the step would be executed again and again.
    return { code, name: typeof thrown, message: "The task threw something that cannot be read" };
  }
}

/** What events and snapshots carry of it; the rest is read when somebody looks. */
export function briefOf({ code, name, message }: StepError): StepError {
  return { code, name, message: clip(message, BRIEF_MESSAGE) };
}

/** An error that says of itself that another attempt is no use: `error.final = true`. */
export function isFinal(thrown: unknown): boolean {
  if (typeof thrown !== "object" || thrown === null) return false;
  try {
    return "final" in thrown && thrown.final === true;
  } catch {
    return false;
  }
}
