/** What the run store needs of the server, and how the API gives it. */
import { api, errorCode } from "@/components/api/client";
import { streamState } from "@/components/api/connection";
import type { RunEventBatch } from "@/core/events";
import { unpackRun } from "@/core/packed-run";
import type { RunView } from "@/core/run-view";

export interface RunStreamHandlers {
  onBatch: (batch: RunEventBatch) => void;
  onConnection: (state: "connecting" | "live" | "reconnecting") => void;
  /** The stream ended for good. */
  onRefused: (error: unknown) => void;
}

export interface RunPort {
  /** The run as it stands, to be folded onto. */
  view(runId: string): Promise<RunView>;
  /** Follows a run from `cursor`, reconnecting by itself. Answers how to stop. */
  follow(runId: string, cursor: string, handlers: RunStreamHandlers): () => void;
}

/** The port over a client of the API. */
export function createRunPort(client: typeof api): RunPort {
  return {
    view: async (runId) => unpackRun(await client.runs.packed.query({ runId })),
    follow(runId, cursor, handlers) {
      const subscription = client.runs.events.subscribe(
        { runId, cursor },
        {
          onData: ({ id, data }) =>
            handlers.onBatch(
              "reset" in data
                ? { kind: "reset", cursor: id }
                : { kind: "events", events: data.events, cursor: id },
            ),
          onConnectionStateChange: ({ state, error }) =>
            handlers.onConnection(streamState(state, error)),
          onError: (error) => handlers.onRefused(error),
        },
      );
      return () => subscription.unsubscribe();
    },
  };
}

export const apiRunPort = createRunPort(api);

/** True when asking again cannot help: the run is gone or was never there. */
export function isMissing(error: unknown): boolean {
  return ["NOT_FOUND", "BAD_REQUEST"].includes(errorCode(error) ?? "");
}
