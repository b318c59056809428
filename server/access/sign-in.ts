/** Takes the token from the sign-in page's form and gives the cookie for it. */
import type { Access } from "../env";
import { guess } from "./authorise";
import { refuseStrangers, requireMediaType } from "./guard";
import { readBody } from "./read-body";
import { createSession, SESSION_COOKIE, SESSION_SECONDS } from "./secrets";
import { localPath, signInPage } from "./sign-in-page";

const MAX_FORM_BYTES = 8 * 1024;

/** @throws Refusal for anything but the form of our own page. */
export async function signIn(request: Request, access: Access): Promise<Response> {
  refuseStrangers(request.headers, access);
  requireMediaType(request, "application/x-www-form-urlencoded");
  const form = new URLSearchParams(
    new TextDecoder().decode(await readBody(request, MAX_FORM_BYTES)),
  );
  const next = localPath(form.get("next") ?? "/");
  const verdict = guess(form.get("token") ?? "", request.headers, access);
  if (verdict.is === "slowed") {
    const seconds = Math.ceil(verdict.waitMs / 1000);
    return signInPage({
      next,
      problem: `Too many wrong tokens. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
      status: 429,
      headers: { "retry-after": String(seconds) },
    });
  }
  if (verdict.is !== "allowed") {
    return signInPage({ next, problem: "This is not the token. Check it and try again." });
  }
  return new Response(null, {
    status: 303,
    headers: { location: next, "cache-control": "no-store", ...cookieFor(request, access) },
  });
}

function cookieFor(request: Request, { token }: Access): { [name: string]: string } {
  if (token === null) return {};
  const isSecure = request.headers.get("x-forwarded-proto")?.startsWith("https") ?? false;
  const parts = [
    `${SESSION_COOKIE}=${createSession(token, Date.now())}`,
    "Path=/",
    `Max-Age=${SESSION_SECONDS}`,
    "HttpOnly",
    "SameSite=Strict",
    ...(isSecure ? ["Secure"] : []),
  ];
  return { "set-cookie": parts.join("; ") };
}
