/** Who may come in, when a token is set. */
import type { Access } from "../env";
import { guesserOf } from "./addresses";
import { GuessLimiter } from "./guess-limiter";
import { PEER_HEADER } from "./peer";
import { isSameSecret, isSession, SESSION_COOKIE } from "./secrets";

export type Verdict =
  | { is: "allowed" }
  /** No token was given. */
  | { is: "unknown" }
  | { is: "wrong" }
  /** Too many wrong guesses; this one was not looked at. */
  | { is: "slowed"; waitMs: number };

// On globalThis: the bundles of routes and proxy each have modules of their own, guesses are counted once.
const LIMITER = Symbol.for("espalier.guess-limiter");
const shared = globalThis as { [LIMITER]?: GuessLimiter };

export function guessLimiter(): GuessLimiter {
  shared[LIMITER] ??= new GuessLimiter();
  return shared[LIMITER];
}

/** By cookie or by `Authorization: Bearer`. Without a token everybody is allowed: only this machine gets here. */
export function authorise(headers: Headers, access: Access): Verdict {
  if (access.token === null || hasSession(headers, access)) return { is: "allowed" };
  const bearer = /^Bearer +(.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return bearer === undefined ? { is: "unknown" } : guess(bearer, headers, access);
}

/** Compares a token that was given with the right one, unless its giver guesses too fast. */
export function guess(given: string, headers: Headers, access: Access): Verdict {
  if (access.token === null) return { is: "allowed" };
  const limiter = guessLimiter();
  const guesser = guesserOf(headers.get(PEER_HEADER) ?? "unknown");
  const now = Date.now();
  const waitMs = limiter.waitMs(guesser, now);
  if (waitMs > 0) return { is: "slowed", waitMs };
  if (isSameSecret(given, access.token)) {
    limiter.forget(guesser);
    return { is: "allowed" };
  }
  limiter.countWrong(guesser, now);
  return { is: "wrong" };
}

/** True when the request carries the cookie that the sign-in page sets. */
export function hasSession(headers: Headers, access: Access): boolean {
  if (access.token === null) return true;
  const cookies = (headers.get("cookie") ?? "").split(";").map((cookie) => cookie.trim());
  const value = cookies
    .find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`))
    ?.slice(SESSION_COOKIE.length + 1);
  return value !== undefined && isSession(value, access.token, Date.now());
}
