import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  retryLink,
  splitLink,
  type TRPCLink,
} from "@trpc/client";
import { tap } from "@trpc/server/observable";
import type { AppRouter } from "@/server/routers/_app";

/** Repeating these gives the same answer; all else is a server that is away for a moment. */
const FINAL_CODES = new Set(["UNAUTHORIZED", "FORBIDDEN", "BAD_REQUEST", "NOT_FOUND"]);

interface ApiOptions {
  /** Where there is none of the browser. */
  EventSource?: typeof EventSource;
  /** How long to wait before a stream is asked for again, at first. @default 500 */
  retryMs?: number;
}

/** A client of the API at `url`. */
export function createApi(url: string, { EventSource, retryMs = 500 }: ApiOptions = {}) {
  // tRPC counts attempts for as long as a page is open: one that was cut off five times in a day would wait
  // as long as one whose server is gone. Here a stream that lives begins the count anew.
  let failures = 0;
  const noteLife: TRPCLink<AppRouter> =
    () =>
    ({ next, op }) =>
      next(op).pipe(
        tap({
          next({ result }) {
            if (result.type === "state" && result.state === "pending") failures = 0;
          },
        }),
      );
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: [
          noteLife,
          retryLink({
            retry: ({ error }) => {
              const data: unknown = error.data;
              return !FINAL_CODES.has(codeIn(data) ?? "");
            },
            retryDelayMs: () => {
              const wait = Math.min(retryMs * 2 ** Math.min(failures, 5), 10_000);
              failures += 1;
              return wait + Math.random() * retryMs;
            },
          }),
          httpSubscriptionLink({ url, ...(EventSource === undefined ? {} : { EventSource }) }),
        ],
        false: httpBatchLink({ url, maxItems: 20, maxURLLength: 4_000 }),
      }),
    ],
  });
}

/** The one client of the API, in the browser. */
export const api = createApi("/api/trpc");

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
