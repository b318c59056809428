/** Whatever was thrown, as the error of a step. */
import type { StepError } from "@/core/states";

const MAX_MESSAGE = 2000;
const MAX_STACK = 8000;
const MAX_CAUSES = 10;
const BRIEF_MESSAGE = 300;

function clip(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max)}… (${text.length} characters)`;
}

function describe(thrown: unknown): { name: string; message: string; stack?: string } {
  if (thrown instanceof Error) {
    const { name, message, stack } = thrown;
    return {
      name: String(name),
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
  const causes = causesOf(thrown);
  return { code, ...describe(thrown), ...(causes.length > 0 ? { causes } : {}) };
}

/** What events and snapshots carry of it; the rest is read when somebody looks. */
export function briefOf({ code, name, message }: StepError): StepError {
  return { code, name, message: clip(message, BRIEF_MESSAGE) };
}

/** An error that says of itself that another attempt is no use: `error.final = true`. */
export function isFinal(thrown: unknown): boolean {
  return (
    typeof thrown === "object" && thrown !== null && "final" in thrown && thrown.final === true
  );
}
