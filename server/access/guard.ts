/** What a request must be before anything of it is parsed. */
import { isUtf8 } from "node:buffer";
import type { Access } from "../env";
import { isOurHost, isOurOrigin } from "./origin";
import { readBody } from "./read-body";
import { Refusal } from "./refusal";

const MAX_URL_LENGTH = 16 * 1024;
const BODY_ADVICE =
  "Split the workflow, pass large data by reference, or raise LIMIT_WORKFLOW_BYTES.";
/** Calls in one request. */
export const MAX_BATCH_SIZE = 20;

/** @throws Refusal for another host or origin: the checks that hold for every request. */
export function refuseStrangers(headers: Headers, access: Access): void {
  if (!isOurHost(headers, access)) {
    throw new Refusal(
      403,
      "This host name is not one of this server. Use its address, or name it in ESPALIER_ORIGINS.",
    );
  }
  if (!isOurOrigin(headers, access)) {
    throw new Refusal(
      403,
      "Pages of this origin may not call this server. Allow the origin in ESPALIER_ORIGINS.",
    );
  }
}

/**
 * A request of the API that passed all checks, its body read within the limit.
 *
 * Bodies are JSON and nothing else: a form of any other site can be sent without asking first, and tRPC
 * would run it.
 *
 * @throws Refusal 400, 403, 405, 413, 414, 415
 */
export async function guardApiRequest(
  request: Request,
  options: { access: Access; maxBodyBytes: number },
): Promise<Request> {
  refuseStrangers(request.headers, options.access);
  if (request.url.length > MAX_URL_LENGTH) {
    throw new Refusal(414, "The address is too long. Send fewer calls at once.");
  }
  refuseLargeBatch(request.url);
  if (request.method === "GET") return request;
  if (request.method !== "POST") {
    throw new Refusal(405, "Use GET to ask and POST to change.", { allow: "GET, POST" });
  }
  requireMediaType(request, "application/json");
  const body = await readBody(request, options.maxBodyBytes, BODY_ADVICE);
  // A decoder would put other characters in place of what it cannot read, and nobody would know.
  if (!isUtf8(body)) throw new Refusal(400, "The body is not UTF-8 text. Encode it as UTF-8.");
  return new Request(request.url, {
    method: "POST",
    headers: request.headers,
    body,
    signal: request.signal,
  });
}

/** @throws Refusal 400 for more calls in one request than are answered at once */
function refuseLargeBatch(url: string): void {
  const { pathname, searchParams } = new URL(url);
  const calls = pathname.split(",").length;
  if (searchParams.get("batch") !== "1" || calls <= MAX_BATCH_SIZE) return;
  throw new Refusal(
    400,
    `The request holds ${calls} calls; at most ${MAX_BATCH_SIZE} go into one. Send them in several.`,
  );
}

/** @throws Refusal 415 */
export function requireMediaType(request: Request, expected: string): void {
  const given = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (given !== expected) throw new Refusal(415, `Send the body as ${expected}.`);
}
