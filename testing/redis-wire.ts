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
  let pieces: Buffer[] = [];
  let size = 0;
  // One of megabytes comes in many pieces: it is not looked at before it can be whole.
  let wanted = 0;
  return (chunk) => {
    pieces.push(chunk);
    size += chunk.length;
    if (size < wanted) return;
    let rest = pieces.length === 1 ? chunk : Buffer.concat(pieces, size);
    for (let next = firstCommand(rest); ; next = firstCommand(rest)) {
      if (typeof next === "number") {
        wanted = next;
        break;
      }
      rest = rest.subarray(next.bytes.length);
      onCommand(next);
    }
    pieces = rest.length > 0 ? [rest] : [];
    size = rest.length;
  };
}

/** Bytes of the shortest part: `$0` and two ends of lines. */
const SHORTEST_PART = 6;

/** The command that the bytes begin with; when it is not complete, how many bytes it has at the least. */
function firstCommand(bytes: Buffer): WireCommand | number {
  let at = 0;
  const readLine = (): string | null => {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return null;
    const line = bytes.toString("latin1", at, end);
    at = end + 2;
    return line;
  };
  const head = readLine();
  if (head === null) return bytes.length + 1;
  if (!head.startsWith("*")) throw new Error(`Not a request: ${head.slice(0, 40)}`);
  const places: [from: number, to: number][] = [];
  for (let missing = Number(head.slice(1)); missing > 0; missing -= 1) {
    const size = readLine();
    if (size === null) return Math.max(bytes.length + 1, at + missing * SHORTEST_PART);
    const length = Number(size.slice(1));
    const end = at + length + 2;
    if (bytes.length < end) return end + (missing - 1) * SHORTEST_PART;
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
