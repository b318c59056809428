/** What a request must be before anything of it is parsed. */
import type { Access } from "../env";
import { isOurHost, isOurOrigin } from "./origin";
import { readBody } from "./read-body";
import { Refusal } from "./refusal";

const MAX_URL_LENGTH = 16 * 1024;

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
 * @throws Refusal 403, 405, 413, 414, 415
 */
export async function guardApiRequest(
  request: Request,
  options: { access: Access; maxBodyBytes: number },
): Promise<Request> {
  refuseStrangers(request.headers, options.access);
  if (request.url.length > MAX_URL_LENGTH) {
    throw new Refusal(414, "The address is too long. Send fewer calls at once.");
  }
  if (request.method === "GET") return request;
  if (request.method !== "POST") {
    throw new Refusal(405, "Use GET to ask and POST to change.", { allow: "GET, POST" });
  }
  requireMediaType(request, "application/json");
  const body = await readBody(request, options.maxBodyBytes);
  return new Request(request.url, {
    method: "POST",
    headers: request.headers,
    body,
    signal: request.signal,
  });
}

/** @throws Refusal 415 */
export function requireMediaType(request: Request, expected: string): void {
  const given = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (given !== expected) throw new Refusal(415, `Send the body as ${expected}.`);
}
