import { useEffect, useState } from "react";
import { api } from "@/components/api/client";

interface LogLine {
  id: string;
  at: number;
  attempt: number;
  message: string;
}

interface LogTailOptions {
  runId: string;
  nodeId: string;
  /** More may come. Else what is there is read to its end, once. */
  live: boolean;
  /** From the first line that is kept: of the past not the last ones count. */
  whole: boolean;
}

const EVERY_MS = 1_000;
/** Older lines leave the page, not the store. */
const KEPT_LINES = 2_000;
const BEFORE_ALL = "0-0";

/** The log of a step, read on from where it was: each line comes once. */
export function useLogTail({ runId, nodeId, live, whole }: LogTailOptions) {
  const [lines, setLines] = useState<LogLine[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [cursor] = useState<{ at: string | undefined; isWhole: boolean }>({
    ...{ at: undefined, isWhole: false },
  });
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      try {
        const isAnew = whole && !cursor.isWhole;
        const from = isAnew ? BEFORE_ALL : cursor.at;
        const input = from === undefined ? {} : { cursor: from };
        const page = await api.logs.tail.query({ runId, nodeId, ...input });
        if (ended) return;
        cursor.at = page.cursor;
        cursor.isWhole ||= whole;
        setError(null);
        if (page.lines.length > 0) {
          setLines((before) => [...(isAnew ? [] : before), ...page.lines].slice(-KEPT_LINES));
        }
        if (page.lines.length > 0) timer = setTimeout(() => void read(), 0);
        else if (live) timer = setTimeout(() => void read(), EVERY_MS);
      } catch (refusal) {
        if (ended) return;
        setError(refusal);
        if (live) timer = setTimeout(() => void read(), EVERY_MS * 3);
      }
    };
    void read();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [runId, nodeId, live, whole, cursor]);
  return { lines, error };
}
