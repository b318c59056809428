/** The access token and what stands for it in a cookie. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export const SESSION_COOKIE = "espalier_session";
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Compares without telling by the time it takes how much of it was right, nor how long the secret is. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

/** What the cookie holds: until when, and proof that the token was known. Another token ends all sessions. */
export function createSession(token: string, now: number): string {
  const expires = String(now + SESSION_SECONDS * 1000);
  return `${expires}.${sign(token, expires)}`;
}

export function isSession(value: string, token: string, now: number): boolean {
  const [expires = "", signature = ""] = value.split(".");
  return (
    /^\d{1,15}$/.test(expires) &&
    isSameSecret(signature, sign(token, expires)) &&
    Number(expires) > now
  );
}

function sign(token: string, expires: string): string {
  return createHmac("sha256", token)
    .update(`espalier session until ${expires}`)
    .digest("base64url");
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
