import "server-only";
import { initTRPC, TRPCError } from "@trpc/server";
import type { Context } from "./context";
import { engineErrorOf, toPublicError } from "./errors";

const t = initTRPC.context<Context>().create({
  // Also in development: stacks of the server are nobody's business in a browser.
  isDev: false,
  sse: {
    // A stream is taken up again after this, which asks for the token again.
    maxDurationMs: 15 * 60_000,
    ping: { enabled: true, intervalMs: 10_000 },
    client: { reconnectAfterInactivityMs: 25_000 },
  },
  errorFormatter({ shape, error }) {
    const refusal = engineErrorOf(error);
    const data = {
      ...shape.data,
      reason: refusal?.code ?? null,
      problems: refusal?.problems ?? [],
      newer: refusal?.newer ?? null,
    };
    return { ...shape, data };
  },
});

const translateErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw toPublicError(result.error);
  return result;
});

const requireAccess = t.middleware(({ ctx, next }) => {
  switch (ctx.verdict.is) {
    case "allowed":
      return next();
    case "slowed":
      throw new TRPCError({
        code: "TOO_MANY_REQUESTS",
        message: `Too many wrong tokens. Try again in ${Math.ceil(ctx.verdict.waitMs / 1000)} s.`,
      });
    case "unknown":
    case "wrong":
      throw new TRPCError({
        code: "UNAUTHORIZED",
        message: "Give the access token: sign in on any page, or send it as Authorization: Bearer.",
      });
  }
});

export const router = t.router;
/** Every procedure is built on this one: no procedure is reached without access. */
export const procedure = t.procedure.use(translateErrors).use(requireAccess);
