/**
 * A backup as lines of text: what it is, each key in one line or several, and at the end how much that was and its
 * checksum. Every value is the text that Redis holds, so it can be read back by any version of Redis.
 */
import { createHash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { z } from "zod";

/** Raised when the lines change their form; docs/upgrading.md lists what each is. */
export const BACKUP_FORMAT = 1;

/** Text where it is UTF-8. */
const valueSchema = z.union([z.string(), z.strictObject({ base64: z.string() })]);
export type Value = z.infer<typeof valueSchema>;

const headerSchema = z.object({
  espalier: z.literal("backup"),
  format: z.number().int(),
  /** Of the package that wrote it. */
  version: z.string(),
  /** The newest format of the runs in it. */
  runFormat: z.number().int(),
  createdAt: z.string(),
  prefix: z.string(),
});
export type Header = z.infer<typeof headerSchema>;

const keySchema = z.strictObject({
  key: z.string(),
  type: z.enum(["string", "hash", "list", "set", "zset", "stream"]),
  /** How long it had to live, in milliseconds. */
  ttlMs: z.number().int().positive().optional(),
  /**
   * string: the value · list, set: members · hash: field, value … · zset: member, score … · stream: id, count of
   * what follows, field, value …
   */
  items: z.array(valueSchema),
  /** A stream, on its last line: what its entries alone do not tell. */
  stream: z
    .strictObject({ lastId: z.string(), added: z.string(), maxDeleted: z.string() })
    .optional(),
});
export type KeyLine = z.infer<typeof keySchema>;

const footerSchema = z.strictObject({
  end: z.literal(true),
  keys: z.number().int(),
  lines: z.number().int(),
  sha256: z.string(),
});

/** A file that is no backup, or not a whole one. The message says what to do. */
export class BackupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BackupError";
  }
}

export function toValue(bytes: Buffer): Value {
  return isUtf8(bytes) ? bytes.toString() : { base64: bytes.toString("base64") };
}

export function toBytes(value: Value): Buffer | string {
  return typeof value === "string" ? value : Buffer.from(value.base64, "base64");
}

/** Counts and sums up the lines as they go by. */
export class Tally {
  readonly #hash = createHash("sha256");
  readonly #keys = new Set<string>();
  #lines = 0;

  add(line: string, key?: string): void {
    this.#hash.update(line).update("\n");
    this.#lines += 1;
    if (key !== undefined) this.#keys.add(key);
  }

  get keys(): number {
    return this.#keys.size;
  }

  footer(): string {
    const sha256 = this.#hash.copy().digest("hex");
    return JSON.stringify({ end: true, keys: this.keys, lines: this.#lines, sha256 });
  }
}

const FRESH = "Take a fresh backup, or another file.";

/** @throws BackupError for text that is no backup, or of a format that came later */
export function parseHeader(line: string): Header {
  const parsed = headerSchema.safeParse(parseJson(line));
  if (!parsed.success) {
    throw new BackupError(
      `This is no backup: it does not begin as one that npm run backup writes.`,
    );
  }
  if (parsed.data.format > BACKUP_FORMAT) {
    throw new BackupError(
      `This backup has format ${parsed.data.format}, written by Espalier ${parsed.data.version}; this version reads up to ${BACKUP_FORMAT}. Restore it with that version.`,
    );
  }
  return parsed.data;
}

export function parseKeyLine(line: string): KeyLine {
  const parsed = keySchema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  throw new BackupError(`A line of the backup cannot be read: ${line.slice(0, 80)}. ${FRESH}`);
}

/**
 * Reads all of a backup, and holds it against its checksum.
 *
 * @throws BackupError when it is not whole
 */
export async function verify(lines: AsyncIterable<string>): Promise<Header & { keys: number }> {
  const tally = new Tally();
  let header: Header | undefined;
  let last: string | undefined;
  for await (const line of lines) {
    header ??= parseHeader(line);
    if (last !== undefined) tally.add(last, keyOf(last));
    last = line;
  }
  if (!header || last === undefined) throw new BackupError(`The file is empty. ${FRESH}`);
  const footer = footerSchema.safeParse(parseJson(last));
  if (!footer.success) throw new BackupError(`The backup has no end: it was cut off. ${FRESH}`);
  if (last !== tally.footer()) {
    throw new BackupError(`The backup's checksum does not fit: the file was changed. ${FRESH}`);
  }
  return { ...header, keys: tally.keys };
}

/** The key of a line; the header and the end have none. */
function keyOf(line: string): string | undefined {
  const parsed = parseJson(line);
  return typeof parsed === "object" && parsed !== null && "key" in parsed
    ? String(parsed.key)
    : undefined;
}

/** Whether a line stands for a key, or for the beginning or end of the file. */
export const isKeyLine = (line: string): boolean => line.startsWith('{"key":');

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
