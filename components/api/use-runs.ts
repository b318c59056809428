import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { RunState } from "@/core/states";
import { api } from "./client";
import { reportConnection, streamState } from "./connection";
import { watchVisibility } from "./visibility";

export interface RunsFilter {
  state: RunState | null;
  search: string;
  limit: number;
}

/** A list is read again at most this often, however many runs change. */
const REFRESH_MS = 400;

/** The newest runs that fit, kept as they are by the server's word of what changed. */
export function useRuns({ state, search, limit }: RunsFilter) {
  const runs = useQuery({
    queryKey: ["runs", state, search, limit],
    queryFn: () =>
      api.runs.list.query({
        limit,
        ...(state === null ? {} : { state }),
        ...(search === "" ? {} : { search }),
      }),
    placeholderData: keepPreviousData,
  });
  useRunChanges();
  return runs;
}

function useRunChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop: (() => void) | null = null;
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ["runs"] });
      }, REFRESH_MS);
    };
    const follow = () => {
      const subscription = api.runs.follow.subscribe(undefined, {
        onData: refresh,
        onConnectionStateChange: ({ state, error }) => {
          reportConnection(streamState(state, error));
          // What changed while the stream was away was not said.
          if (state === "pending") refresh();
        },
        onError: () => reportConnection("reconnecting"),
      });
      stop = () => subscription.unsubscribe();
    };
    follow();
    const unwatch = watchVisibility({
      onSleep: () => {
        stop?.();
        reportConnection("asleep");
      },
      onWake: follow,
    });
    return () => {
      clearTimeout(timer);
      unwatch();
      stop?.();
      reportConnection("none");
    };
  }, [queries]);
}
