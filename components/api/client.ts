import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  retryLink,
  splitLink,
} from "@trpc/client";
import type { AppRouter } from "@/server/routers/_app";

const URL_PATH = "/api/trpc";

/** Repeating these gives the same answer; all else is a server that is away for a moment. */
const FINAL_CODES = new Set(["UNAUTHORIZED", "FORBIDDEN", "BAD_REQUEST", "NOT_FOUND"]);

/** The one client of the API, in the browser. */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === "subscription",
      true: [
        retryLink({
          retry: ({ error }) => {
            const data: unknown = error.data;
            return !FINAL_CODES.has(codeIn(data) ?? "");
          },
          // The count of attempts never starts over, so the delay is bounded here and the attempts are not.
          retryDelayMs: (attempt) =>
            Math.min(500 * 2 ** Math.min(attempt, 5), 10_000) + Math.random() * 500,
        }),
        httpSubscriptionLink({ url: URL_PATH }),
      ],
      false: httpBatchLink({ url: URL_PATH, maxItems: 20, maxURLLength: 4_000 }),
    }),
  ],
});

function codeIn(data: unknown): string | null {
  return typeof data === "object" &&
    data !== null &&
    "code" in data &&
    typeof data.code === "string"
    ? data.code
    : null;
}

/** The tRPC code of a refusal, `null` of anything else. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && "data" in error ? codeIn(error.data) : null;
}

/** What to tell a person about a failed call. */
export function errorText(error: unknown): string {
  if (errorCode(error) !== null && error instanceof Error) return error.message;
  return "The server does not answer. Check that Espalier is running, then try again.";
}
