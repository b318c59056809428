import { Refusal } from "./refusal";

/**
 * Reads a body, counting: the length a client declares may be missing or wrong. `advice` says what to do
 * when it is too large.
 *
 * @throws Refusal 413 as soon as it is over `maxBytes`
 */
export async function readBody(
  request: Request,
  maxBytes: number,
  advice = "Send less at once.",
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new Refusal(413, `The request is larger than ${maxBytes} bytes. ${advice}`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.byteLength;
    if (size > maxBytes) throw tooLarge();
    pieces.push(piece);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    body.set(piece, offset);
    offset += piece.byteLength;
  }
  return body;
}
