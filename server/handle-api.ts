import "server-only";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { guardApiRequest, MAX_BATCH_SIZE } from "./access/guard";
import { Refusal } from "./access/refusal";
import { Bypass } from "./bypass";
import { createContext } from "./context";
import { serverEnv } from "./env";
import { log } from "./log";
import { appRouter } from "./routers/_app";

// What a call holds beside its workflow.
const ENVELOPE_BYTES = 1024 * 1024;

/** One request of the API: the guards, then tRPC. */
export async function handleApi(request: Request): Promise<Response> {
  const { access, limits } = serverEnv();
  try {
    const maxBodyBytes = limits.workflowBytes + ENVELOPE_BYTES;
    const guarded = await guardApiRequest(request, { access, maxBodyBytes });
    const bypass = new Bypass();
    const response = await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: guarded,
      router: appRouter,
      maxBatchSize: MAX_BATCH_SIZE,
      createContext: ({ req }) => createContext(req.headers, bypass),
      // A query whose input is too long for an address comes as POST. A mutation never comes as GET.
      allowMethodOverride: true,
      onError: ({ error, path }) => {
        if (error.code === "INTERNAL_SERVER_ERROR")
          log("error", `${path ?? "a call"} failed`, error.cause ?? error);
      },
    });
    return isEventStream(response) ? bypass.join(response) : response;
  } catch (error) {
    if (error instanceof Refusal) return error.toResponse();
    throw error;
  }
}

function isEventStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") ?? false;
}
