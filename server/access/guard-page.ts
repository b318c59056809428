import type { Access } from "../env";
import { hasSession } from "./authorise";
import { isOurHost } from "./origin";
import { Refusal } from "./refusal";
import { signInPage } from "./sign-in-page";

/** Null when the page may be shown; else what is shown in its place. */
export function guardPage(request: Request, access: Access): Response | null {
  if (!isOurHost(request.headers, access)) {
    return new Refusal(
      403,
      "This host name is not one of this server. Use its address, or name it in ESPALIER_ORIGINS.",
    ).toResponse();
  }
  if (hasSession(request.headers, access)) return null;
  const { pathname, search } = new URL(request.url);
  return signInPage({ next: pathname + search });
}
