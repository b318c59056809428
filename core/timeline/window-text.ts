/** The part of a run that a timeline shows, as it stands in an address: `1200-5300`, milliseconds since the submission. */
import type { Stretch } from "./idle";

/** The text for an address. `origin`: the submission, in milliseconds since 1970. */
export function writeWindow({ from, to }: Stretch, origin: number): string {
  const since = (at: number) => String(Math.max(0, Math.round(at - origin)));
  return `${since(from)}-${since(to)}`;
}

/** The stretch in a text, since the submission; `null` for a text that is none. */
export function readWindow(text: string | null): Stretch | null {
  const [, from, to] = /^(\d{1,13})-(\d{1,13})$/.exec(text ?? "") ?? [];
  if (from === undefined || Number(from) >= Number(to)) return null;
  return { from: Number(from), to: Number(to) };
}
