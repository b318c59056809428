/**
 * How the page stands to the server, for the mark in the top bar. Whoever holds a stream reports here;
 * without a stream there is nothing to show.
 */
import { createStore } from "zustand/vanilla";

export type Connection = "none" | "connecting" | "live" | "reconnecting" | "behind" | "asleep";

export const connection = createStore<{ state: Connection }>(() => ({ state: "none" }));

/** What tRPC says of a stream, in our words: an attempt without an error before it is the first. */
export function streamState(
  state: "idle" | "connecting" | "pending",
  error: unknown,
): "connecting" | "live" | "reconnecting" {
  if (state === "pending") return "live";
  return error === null || error === undefined ? "connecting" : "reconnecting";
}

export function reportConnection(state: Connection): void {
  if (connection.getState().state !== state) connection.setState({ state });
}
