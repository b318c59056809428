/** Which pages may speak to the server: its own, and those of allowed origins. */
import type { Access } from "../env";
import { isLoopbackName } from "./addresses";

/**
 * True when the request names us. A page of another site can make its own name lead to this machine (DNS
 * rebinding) and so pass as the same origin; its name in `Host` gives it away. With a token the name does
 * not matter: such a page has none.
 */
export function isOurHost(headers: Headers, access: Access): boolean {
  if (access.token !== null) return true;
  const host = headers.get("host");
  const name = host === null ? null : hostnameOf(`http://${host}`);
  if (name === null) return false;
  return (
    isLoopbackName(name) ||
    name === access.host.toLowerCase() ||
    access.origins.some((origin) => hostnameOf(origin) === name)
  );
}

/** True for requests of our own pages, of allowed origins, and of programs, which send neither header. */
export function isOurOrigin(headers: Headers, access: Access): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return isAllowedOrigin(origin, headers.get("host"), access);
  const site = headers.get("sec-fetch-site");
  return site === null || site === "same-origin" || site === "none";
}

function isAllowedOrigin(origin: string, host: string | null, access: Access): boolean {
  if (access.origins.includes(origin)) return true;
  // Only the host is compared: behind a proxy that ends TLS the scheme seen here is another one.
  return host !== null && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

function hostnameOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}
