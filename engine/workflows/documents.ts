/** Documents as they are stored: JSON, deflated. A revision of a large workflow is a twentieth of its text. */
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { SavedWorkflow } from "@/core/saved";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

export function packDocument(text: string): Promise<Buffer> {
  return deflate(text);
}

export async function unpackDocument(bytes: Buffer): Promise<SavedWorkflow> {
  return JSON.parse((await inflate(bytes)).toString()) as SavedWorkflow;
}
