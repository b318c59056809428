/** What a client sends to Redis, command by command, as the tests' proxy reads it. */

export interface WireCommand {
  /** The name in capitals, then the arguments, each cut after `MAX_TOLD` bytes. */
  parts: string[];
  /** As it was sent. */
  bytes: Buffer;
  /** A part as a whole. */
  whole: (index: number) => string;
}

/** Bytes of an argument that are told. */
const MAX_TOLD = 200;

/** Takes bytes in whatever pieces they come, and gives whole commands: `*<parts>`, then each as `$<bytes>` and the bytes. */
export function commandReader(onCommand: (command: WireCommand) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let next = firstCommand(rest); next; next = firstCommand(rest)) {
      rest = rest.subarray(next.bytes.length);
      onCommand(next);
    }
  };
}

/** The command that the bytes begin with; null when it is not complete. */
function firstCommand(bytes: Buffer): WireCommand | null {
  let at = 0;
  const readLine = (): string | null => {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return null;
    const line = bytes.toString("latin1", at, end);
    at = end + 2;
    return line;
  };
  const head = readLine();
  if (head === null) return null;
  if (!head.startsWith("*")) throw new Error(`Not a request: ${head.slice(0, 40)}`);
  const places: [from: number, to: number][] = [];
  for (let missing = Number(head.slice(1)); missing > 0; missing -= 1) {
    const size = readLine();
    if (size === null) return null;
    const length = Number(size.slice(1));
    if (bytes.length < at + length + 2) return null;
    places.push([at, at + length]);
    at += length + 2;
  }
  const parts = places.map(([from, to]) =>
    bytes.toString("utf8", from, Math.min(to, from + MAX_TOLD)),
  );
  parts[0] = parts[0]?.toUpperCase() ?? "";
  const whole = (index: number) => bytes.toString("utf8", ...(places[index] ?? [0, 0]));
  return { parts, whole, bytes: bytes.subarray(0, at) };
}
