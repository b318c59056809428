/**
 * How the page stands to the server, for the mark in the top bar. Whoever holds a stream reports here;
 * without a stream there is nothing to show.
 */
import { createStore } from "zustand/vanilla";

export type Connection =
  "none" | "connecting" | "live" | "reconnecting" | "disconnected" | "behind" | "asleep";

export const connection = createStore<{ state: Connection }>(() => ({ state: "none" }));

/** A stream that was cut is taken up again in a moment; after this the server is called away. */
const GIVE_WORD_MS = 5_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What tRPC says of a stream, in our words: an attempt without an error before it is the first. */
export function streamState(
  state: "idle" | "connecting" | "pending",
  error: unknown,
): "connecting" | "live" | "reconnecting" {
  if (state === "pending") return "live";
  return error === null || error === undefined ? "connecting" : "reconnecting";
}

/** Takes note of what a stream says. One that cannot be taken up again for a while is disconnected. */
export function reportConnection(state: Connection): void {
  const before = connection.getState().state;
  if (state === "reconnecting" && before === "disconnected") return;
  if (before === state) return;
  clearTimeout(timer);
  if (state === "reconnecting") {
    timer = setTimeout(() => connection.setState({ state: "disconnected" }), GIVE_WORD_MS);
  }
  connection.setState({ state });
}
