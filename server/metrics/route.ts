import "server-only";
import { authorise } from "../access/authorise";
import { refuseStrangers } from "../access/guard";
import { Refusal } from "../access/refusal";
import { engine } from "../engine";
import { serverEnv } from "../env";
import { toPublicError } from "../errors";
import { log } from "../log";
import { renderMetrics } from "./render";

/** For whoever may use the API: where a token is set, Prometheus sends it (`authorization: credentials`). */
export async function metrics(request: Request): Promise<Response> {
  try {
    refuseUnknown(request.headers);
    return await renderMetrics(await engine().metrics());
  } catch (error) {
    if (error instanceof Refusal) return error.toResponse();
    log("error", "/metrics could not be read", error);
    return new Refusal(503, toPublicError(error).message).toResponse();
  }
}

/** @throws Refusal 401, 403, 429 */
function refuseUnknown(headers: Headers): void {
  const { access } = serverEnv();
  refuseStrangers(headers, access);
  const verdict = authorise(headers, access);
  if (verdict.is === "allowed") return;
  if (verdict.is === "slowed") {
    const seconds = String(Math.ceil(verdict.waitMs / 1000));
    const said = `Too many wrong tokens. Try again in ${seconds} s.`;
    throw new Refusal(429, said, { "retry-after": seconds });
  }
  throw new Refusal(401, "Send the access token as Authorization: Bearer.", {
    "www-authenticate": "Bearer",
  });
}
